using Gateway.Identity;
using Gateway.ScmIntegrations;
using Gateway.ScmIntegrations.Adoption;

namespace Gateway.Dashboard;

/// <summary>Lets past who is signed in, as often as the API would, and brings along what the upstream has of them.</summary>
internal sealed class SignInGate(DashboardSession session, OwnerLimits limits, IntegrationAdopter adopter, DashboardViews views)
{
    public async ValueTask<object?> CheckAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var http = context.HttpContext;
        var answer = await session.FindAsync(http);
        if (answer.Caller is not { } caller)
        {
            return answer.RetryAfter is { } wait
                ? views.Unavailable(http, wait)
                : Results.LocalRedirect(views.SignInAddress(http.Request.Path, answer.HasEnded ? "ended" : null));
        }

        http.Features.Set(caller);
        return limits.TryCountCall(caller.Owner, out var retryAfter)
            ? await adopter.AdoptAsync(context, next)
            : views.TooMany(http, retryAfter);
    }

    /// <summary>For what shows a new token to a platform.</summary>
    public ValueTask<object?> CountCreateAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
        => limits.TryCountCreate(context.HttpContext.GetCaller().Owner, out var retryAfter)
            ? next(context)
            : ValueTask.FromResult<object?>(views.TooMany(context.HttpContext, retryAfter));
}
