using Gateway.Errors;

namespace Gateway.Identity;

/// <summary>
/// Lets past whose bearer token is known, and makes them the caller of the request; answers 401 otherwise, or 503 when that cannot be told. A filter of
/// the endpoints that want to know, and not the framework's authentication: that would stand in the way of each proxied request as well, and takes as
/// long as reading an owner's integrations.
/// </summary>
internal sealed class CallerGate(IOwnerSource owners)
{
    /// <summary>As the API's document calls it.</summary>
    public const string SchemeName = "Bearer";

    public async ValueTask<object?> CheckAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var http = context.HttpContext;
        if (!BearerToken.TryRead(http.Request.Headers.Authorization, out var token))
        {
            return Unauthorized();
        }

        var answer = await owners.FindOwnerAsync(token, http.RequestAborted);
        if (answer.Owner is not { } owner)
        {
            return answer.RetryAfter is { } retryAfter
                ? Problems.Unavailable("the gateway cannot find out who is calling: try again later", retryAfter)
                : Unauthorized();
        }

        http.Features.Set(new CallerFeature(owner, token));
        return await next(context);
    }

    private static IResult Unauthorized() => Problems.Unauthorized("a valid bearer token is required");
}
