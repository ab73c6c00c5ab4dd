using Gateway.Identity;
using Gateway.ScmIntegrations;
using Gateway.ScmIntegrations.Adoption;

namespace Gateway.Dashboard;

/// <summary>Lets past who is signed in, as often as the API would, and brings along what the upstream has of them.</summary>
internal sealed class SignInGate(
    DashboardSession session, OwnerLimits limits, OwnerTurns turns, IntegrationAdopter adopter, DashboardViews views)
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

    /// <summary>For what asks a platform: after the others of the same owner that do.</summary>
    public async ValueTask<object?> TakeTurnAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var http = context.HttpContext;
        using var turn = await turns.TakeAsync(http.GetCaller().Owner, http.RequestAborted);
        return turn is null ? views.TooMany(http, OwnerTurns.RetryAfter) : await next(context);
    }
}
