using Yarp.ReverseProxy.Transforms;

namespace Gateway.Proxy;

/// <summary>One id for a request, in our log, at the upstream and in the answer: the caller's own when it is a sane one.</summary>
internal static class RequestIds
{
    public const string Header = "X-Request-Id";

    private const int MaxLength = 128;

    public static Task AssignAsync(HttpContext context, RequestDelegate next)
    {
        var headers = context.Request.Headers;
        if (headers[Header] is { Count: > 0 } given)
        {
            if (given is [{ Length: > 0 and <= MaxLength } id] && IsPlain(id))
            {
                context.TraceIdentifier = id;
            }
            else
            {
                headers.Remove(Header);
            }
        }

        context.Response.Headers[Header] = context.TraceIdentifier;
        return next(context);
    }

    /// <summary>Unless the caller's own goes there, or a transform of the route has set one.</summary>
    public static ValueTask TellUpstreamAsync(RequestTransformContext context)
    {
        var headers = context.ProxyRequest.Headers;
        if (!headers.NonValidated.Contains(Header))
        {
            headers.TryAddWithoutValidation(Header, context.HttpContext.TraceIdentifier);
        }

        return ValueTask.CompletedTask;
    }

    /// <summary>The upstream's own id would stand beside ours; one request has one.</summary>
    public static ValueTask AnswerOwnAsync(ResponseTransformContext context)
    {
        context.HttpContext.Response.Headers[Header] = context.HttpContext.TraceIdentifier;
        return ValueTask.CompletedTask;
    }

    private static bool IsPlain(string id)
    {
        foreach (var c in id)
        {
            if (!char.IsAsciiLetterOrDigit(c) && c is not ('-' or '_' or '.' or ':' or '='))
            {
                return false;
            }
        }

        return true;
    }
}
