using Gateway.Dashboard;
using Gateway.Identity;
using Microsoft.AspNetCore.Mvc;
using Providers.Abstractions;

namespace Gateway.ScmIntegrations.OAuth;

/// <summary>The browser leg of a link: to the platform, and back with a code.</summary>
internal static class OAuthLinkEndpoints
{
    private const string TypeKey = "scm_type";

    public static void MapOAuthLinks(this IEndpointRouteBuilder endpoints)
    {
        var gate = endpoints.ServiceProvider.GetRequiredService<SignInGate>();
        var links = endpoints.MapGroup("/users").AddEndpointFilter(DashboardHeaders.AddAsync).AddEndpointFilter(gate.CheckAsync)
            .ExcludeFromDescription();
        links.MapMethods($"{{{TypeKey}:{OAuthTypeConstraint.Offered.Name}}}/link", ["GET", "HEAD"], BeginAsync)
            .AddEndpointFilter(gate.CountCreateAsync);
        links.MapGet($"{{{TypeKey}:{OAuthTypeConstraint.Configured.Name}}}/link/callback", EndAsync)
            .AddEndpointFilter(gate.TakeTurnAsync);
    }

    public static string PathOf(ScmType type) => $"/users/{type}/link";

    public static string CallbackOf(ScmType type) => PathOf(type) + "/callback";

    private static async Task<IResult> BeginAsync(
        HttpContext context, [FromRoute(Name = TypeKey)] string type, ScmOAuthHandler handler, DashboardViews views)
    {
        if (!await handler.TryStartAsync(ScmType.Parse(type), context))
        {
            return views.Back("unavailable");
        }

        await handler.ChallengeAsync(OAuthLinkFlow.SetOut(context.GetCaller().Owner, views.Path));
        return Results.Empty;
    }

    private static async Task<IResult> EndAsync(
        HttpContext context, [FromRoute(Name = TypeKey)] string type, ScmOAuthHandler handler, DashboardViews views)
    {
        if (!await handler.TryStartAsync(ScmType.Parse(type), context))
        {
            return views.Back("unavailable");
        }

        return await handler.HandleRequestAsync() ? Results.Empty : views.Back("failed");
    }
}
