using Gateway.Dashboard.Pages;
using Gateway.Identity;
using Gateway.Plugins;
using Gateway.ScmIntegrations;
using Gateway.ScmIntegrations.OAuth;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Options;

namespace Gateway.Dashboard;

/// <summary>Gathers what a page shows, and where to go after a form.</summary>
internal sealed class DashboardViews(
    ScmIntegrationService integrations,
    IProviderCatalog providers,
    OAuthPlatforms oauth,
    IOptions<DashboardOptions> options,
    TimeProvider time)
{
    private static readonly IReadOnlyDictionary<string, IReadOnlyList<string>> NoErrors = new Dictionary<string, IReadOnlyList<string>>();

    private string Path => options.Value.Path;

    public IResult SignIn(string? returnTo, string? error = null) => new RazorComponentResult<SignInPage>(new
    {
        Path,
        Return = SafeReturn(returnTo),
        Error = error,
    })
    {
        StatusCode = error is null ? StatusCodes.Status200OK : StatusCodes.Status422UnprocessableEntity,
    };

    /// <summary>
    /// After a sign-in. The way to a platform leads over a page of its own, because the browser lets no form end up elsewhere.
    /// </summary>
    public IResult Continue(string? returnTo)
        => SafeReturn(returnTo) is var to && to == Path
            ? Results.LocalRedirect(Path)
            : new RazorComponentResult<ContinuePage>(new { Path, To = to });

    public async Task<IResult> IntegrationsAsync(
        HttpContext context,
        Notice? notice,
        LinkForm? form = null,
        IReadOnlyDictionary<string, IReadOnlyList<string>>? errors = null)
    {
        var owner = context.GetCaller().Owner;
        return new RazorComponentResult<IntegrationsPage>(new
        {
            Path,
            SignedInAs = owner.Username,
            Accounts = (await integrations.ListAsync(owner, context.RequestAborted)).Select(View).ToList(),
            ByToken = providers.Providers.Where(provider => provider.LinksByToken)
                .Select(provider => new PlatformChoice(provider.Type.Value, provider.DisplayName)).ToList(),
            InBrowser = oauth.All()
                .Select(platform => new PlatformChoice(OAuthLinkSetup.PathOf(platform.Provider.Type), platform.Provider.DisplayName)).ToList(),
            Form = form,
            Errors = errors ?? NoErrors,
            Notice = notice,
        })
        {
            StatusCode = errors is null ? StatusCodes.Status200OK : StatusCodes.Status422UnprocessableEntity,
        };
    }

    public Task<IResult> ReplaceAsync(HttpContext context, Guid id, IReadOnlyDictionary<string, IReadOnlyList<string>>? errors = null)
        => OfOneAsync(context, id, (integration, owner) => new RazorComponentResult<ReplacePage>(new
        {
            Path,
            SignedInAs = owner.Username,
            Account = View(integration),
            Errors = errors ?? NoErrors,
        })
        {
            StatusCode = errors is null ? StatusCodes.Status200OK : StatusCodes.Status422UnprocessableEntity,
        });

    public Task<IResult> UnlinkAsync(HttpContext context, Guid id)
        => OfOneAsync(context, id, (integration, owner) => new RazorComponentResult<UnlinkPage>(new
        {
            Path,
            SignedInAs = owner.Username,
            Account = View(integration),
        }));

    public IResult Back(string notice) => Results.LocalRedirect($"{Path}?notice={notice}");

    public IResult Back(Refusal refusal) => Back(refusal.Status switch
    {
        StatusCodes.Status404NotFound => "gone",
        StatusCodes.Status403Forbidden => "refused",
        _ => "unavailable",
    });

    /// <summary>Only paths of ours: the page, and the start of a link in the browser.</summary>
    public string SafeReturn(string? returnTo)
        => returnTo is not null && oauth.All().Any(platform => OAuthLinkSetup.PathOf(platform.Provider.Type) == returnTo) ? returnTo : Path;

    private AccountView View(ScmIntegration integration)
        => AccountView.From(integration, providers.Find(integration.Type), time.GetUtcNow());

    private async Task<IResult> OfOneAsync(HttpContext context, Guid id, Func<ScmIntegration, CurrentOwner, IResult> view)
    {
        var owner = context.GetCaller().Owner;
        var found = await integrations.FindAsync(owner, id.ToString("D"), context.RequestAborted);
        return found.Value is { } integration ? view(integration, owner) : Back(found.Refusal!);
    }
}
