using System.Globalization;

namespace Tests.Common.StandIns.Hosting;

/// <summary>Something that goes wrong between a stand-in and its client.</summary>
public sealed class Trouble(Func<TroubleContext, Task> strike)
{
    /// <summary>Takes the request and never answers.</summary>
    public static Trouble Hang { get; } = new(context => context.WaitAsync(Timeout.InfiniteTimeSpan));

    /// <summary>Takes the request and closes the connection without a byte of an answer.</summary>
    public static Trouble Die { get; } = new(context =>
    {
        context.Http.Abort();
        return Task.CompletedTask;
    });

    /// <summary>Says how long the true answer is, sends half of it, and closes the connection.</summary>
    public static Trouble DieMidBody { get; } = new(async context =>
    {
        var connection = context.Http.Response.Body;
        using var whole = new MemoryStream();
        context.Http.Response.Body = whole;
        await context.AnswerAsync();
        context.Http.Response.Body = connection;
        context.Http.Response.ContentLength = whole.Length;
        await connection.WriteAsync(whole.GetBuffer().AsMemory(0, (int)whole.Length / 2));
        // Less than was said: the server ends the connection, after what was written has gone out.
        await connection.FlushAsync();
    });

    /// <summary>An HTML page with status 200, as a captive portal or another product gives.</summary>
    public static Trouble HtmlPage { get; } = Answer(StandInResponse.Html(
        200, "<!DOCTYPE html>\n<html><head><title>Welcome</title></head><body><h1>It works</h1></body></html>\n"));

    /// <summary>JSON that is well formed and of no use: another product's health page, say.</summary>
    public static Trouble OtherJson { get; } = Answer(StandInResponse.Json(200, new { status = "ok", uptime = 42 }));

    /// <summary>Says that it is JSON, and is not.</summary>
    public static Trouble BrokenJson { get; } = Answer(StandInResponse.Text(200, "{\"id\": 8, \"login\": ", "application/json"));

    /// <summary>A failure with a page of a proxy in front of the platform.</summary>
    public static Trouble Status(int status) => Answer(StandInResponse.Html(
        status, $"<html><head><title>{status}</title></head><body>The server answered {status}.</body></html>\n"));

    /// <summary>429 with <c>Retry-After</c>.</summary>
    public static Trouble TooManyRequests(int retryAfterSeconds = 60) => Answer(StandInResponse.Text(429, "Retry later\n")
        .With("Retry-After", retryAfterSeconds.ToString(CultureInfo.InvariantCulture)));

    /// <summary>Waits, then answers as if nothing were wrong.</summary>
    public static Trouble Slow(TimeSpan delay) => new(async context =>
    {
        await context.WaitAsync(delay);
        await context.AnswerAsync();
    });

    public static Trouble Redirect(string location, int status = 302) => Answer(StandInResponse.Redirect(location, status));

    /// <summary>Any fixed answer instead of the true one.</summary>
    public static Trouble Answer(StandInResponse response) => new(context => context.WriteAsync(response));

    /// <summary>The same, but only for the first <paramref name="times"/> requests; the stand-in answers the later ones.</summary>
    public Trouble Times(int times)
    {
        var left = times;
        return new Trouble(context => Interlocked.Decrement(ref left) >= 0 ? strike(context) : context.AnswerAsync());
    }

    internal Task StrikeAsync(TroubleContext context) => strike(context);
}
