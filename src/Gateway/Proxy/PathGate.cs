using System.Buffers;
using Gateway.Errors;
using Gateway.ScmIntegrations;
using Microsoft.AspNetCore.Http.Features;

namespace Gateway.Proxy;

/// <summary>
/// Stands before routing. The prefix of our own API belongs to the gateway in every spelling, and routing knows one: what another
/// server could still read as the prefix is refused here, so that the proxy's catch-all never sees it.
/// </summary>
internal sealed class PathGate(RequestDelegate next)
{
    // Nothing that two servers could read differently; the dot is left out for "." and ".." and for ".json".
    private static readonly SearchValues<char> PlainCharacters = SearchValues.Create(
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_~/:@!$&'()*,=");

    public Task InvokeAsync(HttpContext context)
    {
        // A server without sockets, as in tests, has no raw target.
        var raw = context.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget;
        var target = string.IsNullOrEmpty(raw) ? context.Request.Path.ToUriComponent() : raw;
        return IsPlain(target) ? next(context) : JudgeAsync(context, target);
    }

    // Nearly every request ends here, with one look at each character and no allocation.
    private static bool IsPlain(string target)
    {
        var path = target.AsSpan();
        var end = path.IndexOfAnyExcept(PlainCharacters);
        if (end >= 0)
        {
            if (path[end] != '?')
            {
                return false;
            }

            path = path[..end];
        }

        return path is ['/', ..] && path.IndexOf("//") < 0 && (!StartsLikePrefix(path) || IsUnderPrefix(path));
    }

    private Task JudgeAsync(HttpContext context, string target)
    {
        var path = new RawPath(target);
        if (!path.IsWellFormed)
        {
            return Problems.Error(StatusCodes.Status400BadRequest, "the path is malformed", ErrorCodes.BadRequest).ExecuteAsync(context);
        }

        // The server has decoded it and resolved its dots, which is what will be routed and forwarded.
        var decoded = context.Request.Path.Value ?? "";
        if (IsUnderPrefix(decoded))
        {
            return next(context);
        }

        if (PathReadings.LeadToPrefix(decoded) || (path.HasEscapedSlash && PathReadings.LeadToPrefix(path.Text)))
        {
            return Problems.NotFound().ExecuteAsync(context);
        }

        if (path.HasEscapedSlash)
        {
            context.Features.Set(path);
        }

        return next(context);
    }

    private static bool StartsLikePrefix(ReadOnlySpan<char> path)
        => path.StartsWith(ScmIntegrationEndpoints.Prefix, StringComparison.OrdinalIgnoreCase);

    private static bool IsUnderPrefix(ReadOnlySpan<char> path)
        => path.StartsWith(ScmIntegrationEndpoints.Prefix, StringComparison.Ordinal)
        && (path.Length == ScmIntegrationEndpoints.Prefix.Length || path[ScmIntegrationEndpoints.Prefix.Length] == '/');
}
