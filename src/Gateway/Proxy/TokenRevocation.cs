using Gateway.Identity;

namespace Gateway.Proxy;

/// <summary>
/// Forgets whose token it is as soon as a call that may have revoked it goes through us: every call that changes something below the
/// upstream's tokens, users and sessions.
/// </summary>
internal sealed class TokenRevocation(RequestDelegate next, IOwnerCache owners)
{
    private static readonly PathString[] Prefixes = ["/v1/tokens", "/v1/users", "/v1/sessions", "/users", "/oauth", "/logout"];

    public Task InvokeAsync(HttpContext context)
    {
        var method = context.Request.Method;
        return HttpMethods.IsGet(method) || HttpMethods.IsHead(method) || HttpMethods.IsOptions(method)
            ? next(context)
            : ForgetAsync(context);
    }

    private async Task ForgetAsync(HttpContext context)
    {
        await next(context);
        if (Array.Exists(Prefixes, prefix => context.Request.Path.StartsWithSegments(prefix))
            && BearerToken.TryRead(context.Request.Headers.Authorization, out var token))
        {
            owners.Evict(token);
        }
    }
}
