using Gateway.Errors;

namespace Gateway.ScmIntegrations;

/// <summary>
/// Ends a call in time for clients, whatever it waits for: the upstream's word on the caller, a turn, a token to be refreshed, a platform. What was
/// begun and must not be left half done goes on; what is told is that it took too long.
/// </summary>
internal sealed class AnswerDeadline(TimeProvider time)
{
    // A little less than is promised, for the answer must still be written.
    private static readonly TimeSpan ForCreate = TimeSpan.FromMilliseconds(10_750);
    private static readonly TimeSpan ForOthers = TimeSpan.FromMilliseconds(24_500);

    public ValueTask<object?> BoundCreateAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
        => BoundAsync(ForCreate, context, next);

    public ValueTask<object?> BoundAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
        => BoundAsync(ForOthers, context, next);

    private async ValueTask<object?> BoundAsync(TimeSpan limit, EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var http = context.HttpContext;
        var left = http.RequestAborted;
        using var end = new CancellationTokenSource(limit, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(end.Token, left);
        http.RequestAborted = either.Token;
        try
        {
            return await next(context);
        }
        catch (OperationCanceledException) when (end.IsCancellationRequested && !left.IsCancellationRequested)
        {
            return Problems.Unavailable("this takes too long now: try again later");
        }
        finally
        {
            http.RequestAborted = left;
        }
    }
}
