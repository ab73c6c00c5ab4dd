using System.Globalization;
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

    public string Path => options.Value.Path;

    public IResult SignIn(string? returnTo, Notice? notice = null, string? error = null) => new RazorComponentResult<SignInPage>(new
    {
        Path,
        Return = SafeReturn(returnTo),
        Error = error,
        Notice = notice,
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
                .Select(platform => new PlatformChoice(OAuthLinkEndpoints.PathOf(platform.Provider.Type), platform.Provider.DisplayName)).ToList(),
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

    /// <summary>Where to sign in, and to come back from there to what was wanted.</summary>
    public string SignInAddress(string? wanted, string? notice)
    {
        var query = new QueryString();
        query = SafeReturn(wanted) is var to && to != Path ? query.Add("return", to) : query;
        query = notice is null ? query : query.Add("notice", notice);
        return $"{Path}/sign-in{query}";
    }

    /// <summary>A form that was not made for this session, or no longer is.</summary>
    public IResult TooOld(HttpContext context)
        => context.User.Identity?.IsAuthenticated == true ? Back("old-form") : Results.LocalRedirect(SignInAddress(wanted: null, "old-form"));

    public IResult Unreadable() => Problem(
        StatusCodes.Status400BadRequest, "That was not understood", "What your browser sent is not one of this page's forms, and nothing was done.");

    public IResult TooMany(HttpContext context, TimeSpan retryAfter) => Problem(
        context, StatusCodes.Status429TooManyRequests, "Too many requests", "You have asked for more than is allowed in a minute.", retryAfter);

    public IResult Unavailable(HttpContext context, TimeSpan retryAfter) => Problem(
        context, StatusCodes.Status503ServiceUnavailable, "Not available now", "The page cannot be shown at the moment, and nothing was changed.", retryAfter);

    private AccountView View(ScmIntegration integration)
        => AccountView.From(integration, providers.Find(integration.Type), time.GetUtcNow());

    /// <summary>Only paths of ours: the page, and the start of a link in the browser.</summary>
    private string SafeReturn(string? wanted)
        => wanted is not null && oauth.All().Any(platform => OAuthLinkEndpoints.PathOf(platform.Provider.Type) == wanted) ? wanted : Path;

    private RazorComponentResult<ProblemPage> Problem(HttpContext context, int status, string title, string text, TimeSpan retryAfter)
    {
        context.Response.Headers.RetryAfter = Math.Max(1, (long)Math.Ceiling(retryAfter.TotalSeconds)).ToString(CultureInfo.InvariantCulture);
        return Problem(status, title, text);
    }

    private RazorComponentResult<ProblemPage> Problem(int status, string title, string text)
        => new(new { Path, Title = title, Text = text }) { StatusCode = status };

    private async Task<IResult> OfOneAsync(HttpContext context, Guid id, Func<ScmIntegration, CurrentOwner, IResult> view)
    {
        var owner = context.GetCaller().Owner;
        var found = await integrations.FindAsync(owner, id.ToString("D"), context.RequestAborted);
        return found.Value is { } integration ? view(integration, owner) : Back(found.Refusal!);
    }
}
