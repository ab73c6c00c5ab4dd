using Gateway.Identity;
using Gateway.ScmIntegrations;
using Gateway.ScmIntegrations.Calls;
using Gateway.ScmIntegrations.Contracts;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Options;

namespace Gateway.Dashboard;

/// <summary>The web page: sign in, see, link, replace, unlink. Plain forms over the same service that the API uses.</summary>
internal static class DashboardEndpoints
{
    private static readonly string[] Reading = ["GET", "HEAD"];

    public static void MapDashboard(this IEndpointRouteBuilder endpoints)
    {
        var options = endpoints.ServiceProvider.GetRequiredService<IOptions<DashboardOptions>>().Value;
        if (!options.Enabled)
        {
            return;
        }

        var services = endpoints.ServiceProvider;
        var gate = services.GetRequiredService<SignInGate>();
        var page = endpoints.MapGroup(options.Path)
            .AddEndpointFilter(DashboardHeaders.AddAsync)
            .AddEndpointFilter(services.GetRequiredService<StoreFailures>().CatchAsync)
            .ExcludeFromDescription();
        page.MapMethods("assets/{name}", Reading, DashboardAssets.Find);
        page.MapMethods("sign-in", Reading, (HttpContext context, DashboardViews views)
            => views.SignIn(context.Request.Query["return"], Notice.Find(context.Request.Query["notice"])));

        var signedIn = page.MapGroup("").AddEndpointFilter(gate.CheckAsync);
        signedIn.MapMethods("", Reading, (HttpContext context, DashboardViews views)
            => views.IntegrationsAsync(context, Notice.Find(context.Request.Query["notice"])));
        signedIn.MapMethods("{id:guid}/replace", Reading, (HttpContext context, Guid id, DashboardViews views) => views.ReplaceAsync(context, id));
        signedIn.MapMethods("{id:guid}/unlink", Reading, (HttpContext context, Guid id, DashboardViews views) => views.UnlinkAsync(context, id));

        AsForms(page).MapPost("sign-in", SignInAsync);
        AsForms(page.MapGroup("").AddEndpointFilter(RecognizeAsync)).MapPost("sign-out", SignOutAsync);
        var forms = AsForms(page.MapGroup("").AddEndpointFilter(gate.CheckAsync));
        forms.MapPost("link", LinkAsync).AddEndpointFilter(gate.CountCreateAsync).AddEndpointFilter(gate.TakeTurnAsync);
        forms.MapPost("{id:guid}/replace", ReplaceAsync).AddEndpointFilter(gate.CountCreateAsync).AddEndpointFilter(gate.TakeTurnAsync);
        forms.MapPost("{id:guid}/unlink", UnlinkAsync);
        forms.MapPost("{id:guid}/import-keys", ImportKeysAsync).AddEndpointFilter(gate.TakeTurnAsync);

        // Nothing below the page's path is anybody else's.
        page.Map("{**rest}", () => Results.LocalRedirect(options.Path));
    }

    private static RouteGroupBuilder AsForms(RouteGroupBuilder group) => group.MapGroup("")
        .WithMetadata(new RequestSizeLimitAttribute(FormCheck.MaxBytes))
        .AddEndpointFilter(((IEndpointRouteBuilder)group).ServiceProvider.GetRequiredService<FormCheck>().CheckAsync);

    private static async Task<IResult> SignInAsync(
        HttpContext context, TokenExchange exchange, DashboardSession session, DashboardViews views)
    {
        var form = await context.Request.ReadFormAsync(context.RequestAborted);
        var returnTo = form["return"].ToString();
        if (form["api_token"].ToString().Trim() is not { Length: > 0 and <= 8192 } apiToken)
        {
            return views.SignIn(returnTo, error: "Give an API token.");
        }

        var result = await exchange.ExchangeAsync(new Secret(apiToken), context.Connection.RemoteIpAddress, context.RequestAborted);
        if (result.BearerToken is { } bearerToken && await session.TrySignInAsync(context, bearerToken))
        {
            return views.Continue(returnTo);
        }

        return views.SignIn(returnTo, error: result.IsRefused ? "This token is not valid." : "Signing in is not possible now. Try again later.");
    }

    private static async Task<IResult> SignOutAsync(HttpContext context, DashboardViews views)
    {
        await DashboardSession.SignOutAsync(context);
        return Results.LocalRedirect(views.SignInAddress(views.Path, notice: null));
    }

    private static async Task<IResult> LinkAsync(HttpContext context, ScmIntegrationService service, DashboardViews views)
    {
        var form = await context.Request.ReadFormAsync(context.RequestAborted);
        var request = new CreateScmIntegrationRequest(form["scm_type"], form["url"].ToString().Trim(), ReadToken(form));
        var created = await service.CreateAsync(context.GetCaller().Owner, request, context.RequestAborted);
        return created.Refusal switch
        {
            null => views.Back("linked"),
            { FieldErrors.Count: > 0 } refusal => await views.IntegrationsAsync(
                context, notice: null, new LinkForm(request.ScmType, request.Url), refusal.FieldErrors),
            var refusal => views.Back(refusal),
        };
    }

    private static async Task<IResult> ReplaceAsync(HttpContext context, Guid id, ScmIntegrationService service, DashboardViews views)
    {
        var form = await context.Request.ReadFormAsync(context.RequestAborted);
        var replaced = await service.ReplaceTokenAsync(
            context.GetCaller().Owner, id.ToString("D"), new ReplaceTokenRequest(ReadToken(form)), context.RequestAborted);
        return replaced.Refusal switch
        {
            null => views.Back("replaced"),
            { FieldErrors.Count: > 0 } refusal => await views.ReplaceAsync(context, id, refusal.FieldErrors),
            var refusal => views.Back(refusal),
        };
    }

    private static async Task<IResult> UnlinkAsync(HttpContext context, Guid id, ScmIntegrationService service, DashboardViews views)
    {
        var removed = await service.RemoveAsync(context.GetCaller().Owner, id.ToString("D"), context.RequestAborted);
        return removed.IsSuccess ? views.Back("unlinked") : views.Back(removed.Refusal);
    }

    private static async Task<IResult> ImportKeysAsync(HttpContext context, Guid id, KeyImporter importer, DashboardViews views)
    {
        var imported = await importer.ImportAsync(context.GetCaller(), id.ToString("D"), context.RequestAborted);
        return imported.Value is { } keys ? views.Back(keys.Count > 0 ? "imported" : "nothing-imported") : views.Back(imported.Refusal!);
    }

    private static Secret? ReadToken(IFormCollection form)
        => form[Fields.AccessToken].ToString().Trim() is { Length: > 0 } token ? new Secret(token) : null;

    // To sign out, it does not matter whether the token is still good.
    private static async ValueTask<object?> RecognizeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        await DashboardSession.RecognizeAsync(context.HttpContext);
        return await next(context);
    }
}
