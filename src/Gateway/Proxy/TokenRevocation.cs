using Gateway.Identity;

namespace Gateway.Proxy;

/// <summary>
/// Forgets whose token it is as soon as a call goes through us that may have revoked it. Which calls those are is the upstream's affair, so it is every
/// call that may change something.
/// </summary>
internal sealed class TokenRevocation(RequestDelegate next, IOwnerCache owners)
{
    public Task InvokeAsync(HttpContext context)
    {
        var method = context.Request.Method;
        var isSafe = HttpMethods.IsGet(method) || HttpMethods.IsHead(method) || HttpMethods.IsOptions(method);
        return !isSafe && BearerToken.TryRead(context.Request.Headers.Authorization, out var token)
            ? ForgetAsync(context, token)
            : next(context);
    }

    private async Task ForgetAsync(HttpContext context, Secret token)
    {
        // Before the caller hears of it, whose next call may follow at once.
        context.Response.OnStarting(() =>
        {
            owners.Evict(token);
            return Task.CompletedTask;
        });
        try
        {
            await next(context);
        }
        finally
        {
            // For a caller who did not wait for the answer.
            owners.Evict(token);
        }
    }
}
