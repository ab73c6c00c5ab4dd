using Gateway.Proxy;

namespace Gateway.Operations;

/// <summary>
/// A request is read, forwarded and answered on the threads that wait for the sockets, one for each core: a forward is little more than
/// being woken, and handing it from thread to thread costs more than all that the gateway does with it. Whoever blocks such a thread holds up
/// every connection on it, so what may do so goes elsewhere: the gateway's own calls to the pool, providers to threads of their own.
/// </summary>
internal static class SocketThreads
{
    // The runtime knows no other way to say it, and reads it when the first socket is opened.
    private const string InlineCompletions = "DOTNET_SYSTEM_NET_SOCKETS_INLINE_COMPLETIONS";

    /// <summary>For the first line of the program. Leaves alone what whoever starts it has set.</summary>
    public static void AnswerThere()
    {
        if (Environment.GetEnvironmentVariable(InlineCompletions) is null)
        {
            Environment.SetEnvironmentVariable(InlineCompletions, "1");
        }
    }

    public static WebApplicationBuilder AddSocketThreads(this WebApplicationBuilder builder)
    {
        builder.WebHost.UseSockets(sockets => sockets.UnsafePreferInlineScheduling = true);
        return builder;
    }

    /// <summary>Comes after routing: all but what is only passed on continues on the pool.</summary>
    public static IApplicationBuilder UseThreadPoolUnlessForwarded(this IApplicationBuilder app)
        => app.Use((context, next) => context.IsForwarded() ? next(context) : ContinueOnPoolAsync(context, next));

    /// <summary>What follows continues on the pool.</summary>
    public static IApplicationBuilder UseThreadPool(this IApplicationBuilder app) => app.Use(ContinueOnPoolAsync);

    private static async Task ContinueOnPoolAsync(HttpContext context, RequestDelegate next)
    {
        await Task.Yield();
        await next(context);
    }
}
