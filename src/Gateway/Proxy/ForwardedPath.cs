using Gateway.Errors;
using Yarp.ReverseProxy.Transforms;

namespace Gateway.Proxy;

/// <summary>Decides on the path that the upstream gets to see, behind all transforms that a route may have.</summary>
internal static class ForwardedPath
{
    public static ValueTask ApplyAsync(RequestTransformContext context)
    {
        var httpContext = context.HttpContext;
        var isAsItCame = context.Path == httpContext.Request.Path;
        if (LeadsToPrefix(context, isAsItCame))
        {
            return new ValueTask(Problems.NotFound().ExecuteAsync(httpContext));
        }

        // An escaped slash would be escaped once more, and name something else.
        if (isAsItCame && context.ProxyRequest.RequestUri is null && httpContext.Features.Get<RawPath>() is { } raw)
        {
            var address = context.DestinationPrefix.TrimEnd('/') + raw.Text + context.Query.QueryString.ToUriComponent();
            context.ProxyRequest.RequestUri = new Uri(
                address, new UriCreationOptions { DangerousDisablePathAndQueryCanonicalization = true });
        }

        return ValueTask.CompletedTask;
    }

    // The gate has judged the path as it came. A route's own transforms and a base path of the destination make another of it, and
    // the upstream's integrations are not to be had that way either.
    private static bool LeadsToPrefix(RequestTransformContext context, bool isAsItCame)
    {
        var basePath = FindBasePath(context.DestinationPrefix);
        return (!isAsItCame && PathReadings.LeadToPrefix(context.Path.Value ?? ""))
            || (basePath.Length > 0 && PathReadings.LeadToPrefix(basePath + context.Path.Value));
    }

    private static string FindBasePath(string destinationPrefix)
    {
        var authority = destinationPrefix.IndexOf("://", StringComparison.Ordinal) + 3;
        var path = destinationPrefix.IndexOf('/', authority);
        return path < 0 ? "" : destinationPrefix[path..].TrimEnd('/');
    }
}
