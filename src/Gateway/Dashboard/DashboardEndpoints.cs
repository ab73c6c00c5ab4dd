using Gateway.Identity;
using Gateway.ScmIntegrations;
using Gateway.ScmIntegrations.Calls;
using Gateway.ScmIntegrations.Contracts;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.Extensions.Options;

namespace Gateway.Dashboard;

/// <summary>The web page: sign in, see, link, replace, unlink. Plain forms over the same service that the API uses.</summary>
internal static class DashboardEndpoints
{
    public static void MapDashboard(this IEndpointRouteBuilder endpoints)
    {
        var options = endpoints.ServiceProvider.GetRequiredService<IOptions<DashboardOptions>>().Value;
        if (!options.Enabled)
        {
            return;
        }

        var page = endpoints.MapGroup(options.Path).AddEndpointFilter(DashboardHeaders.AddAsync).ExcludeFromDescription();
        page.MapGet("assets/{name}", DashboardAssets.Find);
        page.MapGet("sign-in", (HttpContext context, DashboardViews views) => views.SignIn(context.Request.Query["return"]));
        page.MapPost("sign-in", SignInAsync).AddEndpointFilter(CheckFormAsync);
        page.MapPost("sign-out", SignOutAsync).AddEndpointFilter(CheckFormAsync);

        var signedIn = page.MapGroup("").AddEndpointFilter(RequireSignInAsync);
        signedIn.MapGet("", (HttpContext context, DashboardViews views)
            => views.IntegrationsAsync(context, Notice.Find(context.Request.Query["notice"])));
        signedIn.MapGet("{id:guid}/replace", (HttpContext context, Guid id, DashboardViews views) => views.ReplaceAsync(context, id));
        signedIn.MapGet("{id:guid}/unlink", (HttpContext context, Guid id, DashboardViews views) => views.UnlinkAsync(context, id));

        var forms = signedIn.MapGroup("").AddEndpointFilter(CheckFormAsync);
        forms.MapPost("link", LinkAsync).AddEndpointFilter(CountCreateAsync);
        forms.MapPost("{id:guid}/replace", ReplaceAsync).AddEndpointFilter(CountCreateAsync);
        forms.MapPost("{id:guid}/unlink", UnlinkAsync);
        forms.MapPost("{id:guid}/import-keys", ImportKeysAsync);

        // Nothing below the page's path is anybody else's.
        page.Map("{**rest}", () => Results.LocalRedirect(options.Path));
    }

    private static async Task<IResult> SignInAsync(
        HttpContext context, TokenExchange exchange, DashboardViews views)
    {
        var form = await context.Request.ReadFormAsync(context.RequestAborted);
        var returnTo = form["return"].ToString();
        if (form["api_token"].ToString().Trim() is not { Length: > 0 and <= 8192 } apiToken)
        {
            return views.SignIn(returnTo, "Give an API token.");
        }

        var result = await exchange.ExchangeAsync(new Secret(apiToken), context.RequestAborted);
        if (result.BearerToken is not { } bearerToken)
        {
            return views.SignIn(returnTo, result.IsRefused ? "This token is not valid." : "Signing in is not possible now. Try again later.");
        }

        await DashboardSession.SignInAsync(context, bearerToken);
        return views.Continue(returnTo);
    }

    private static async Task<IResult> SignOutAsync(HttpContext context, IOptions<DashboardOptions> options)
    {
        await DashboardSession.SignOutAsync(context);
        return Results.LocalRedirect($"{options.Value.Path}/sign-in");
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

    private static async ValueTask<object?> RequireSignInAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var http = context.HttpContext;
        var services = http.RequestServices;
        if (await services.GetRequiredService<DashboardSession>().FindCallerAsync(http) is not { } caller)
        {
            return Results.LocalRedirect($"{services.GetRequiredService<IOptions<DashboardOptions>>().Value.Path}/sign-in");
        }

        http.Features.Set(caller);
        return await services.GetRequiredService<OwnerLimits>().CountCallAsync(context, next);
    }

    private static ValueTask<object?> CountCreateAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
        => context.HttpContext.RequestServices.GetRequiredService<OwnerLimits>().CountCreateAsync(context, next);

    private static async ValueTask<object?> CheckFormAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var http = context.HttpContext;
        return await http.RequestServices.GetRequiredService<IAntiforgery>().IsRequestValidAsync(http)
            ? await next(context)
            : http.RequestServices.GetRequiredService<DashboardViews>().Back("failed");
    }
}
