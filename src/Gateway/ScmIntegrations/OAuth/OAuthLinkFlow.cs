using Gateway.Dashboard;
using Gateway.Identity;
using Microsoft.AspNetCore.Authentication;

namespace Gateway.ScmIntegrations.OAuth;

/// <summary>What is done at the flow's ends: the user comes back to the page, and is told in a sentence what came of it.</summary>
internal sealed partial class OAuthLinkFlow(OAuthLinker linker, DashboardViews views, ILogger<OAuthLinkFlow> logger)
{
    private const string OwnerKey = "owner";

    /// <summary>What travels in the state: sealed, bound to the browser by a cookie, and good for a while.</summary>
    public static AuthenticationProperties SetOut(CurrentOwner owner, string returnTo)
        => new(new Dictionary<string, string?> { [OwnerKey] = owner.Id }) { RedirectUri = returnTo };

    /// <summary>The platform has given tokens: they are kept for the one who set out, who must still be the one who is signed in.</summary>
    public static Task CompleteAsync(TicketReceivedContext context)
    {
        context.HandleResponse();
        return Of(context.HttpContext).CompleteAsync(context.HttpContext, context.Properties);
    }

    /// <summary>The user said no, with a state that is ours.</summary>
    public static Task DenyAsync(AccessDeniedContext context)
    {
        context.HandleResponse();
        return Of(context.HttpContext).ReturnAsync(context.HttpContext, "denied");
    }

    /// <summary>A forged or stale state, a code that was used or has ended, a platform that is away: nothing is kept.</summary>
    public static Task FailAsync(RemoteFailureContext context)
    {
        context.HandleResponse();
        var flow = Of(context.HttpContext);
        var isAway = context.Failure is HttpRequestException or OperationCanceledException;
        flow.Report(context.Scheme.Name, isAway ? "the platform is away" : context.Properties is null ? "no valid state" : "refused");
        return flow.ReturnAsync(context.HttpContext, isAway ? "unavailable" : "failed");
    }

    private static OAuthLinkFlow Of(HttpContext context) => context.RequestServices.GetRequiredService<OAuthLinkFlow>();

    private async Task CompleteAsync(HttpContext context, AuthenticationProperties? properties)
    {
        var owner = context.GetCaller().Owner;
        if (properties?.Items[OwnerKey] != owner.Id
            || context.Features.Get<OAuthPlatform>() is not { } platform
            || context.Features.Get<OAuthTokens>() is not { } tokens)
        {
            await ReturnAsync(context, "failed");
            return;
        }

        var linked = await linker.LinkAsync(owner, platform, tokens, context.RequestAborted);
        await ReturnAsync(context, linked.Refusal is { } refusal ? NoticeOf(refusal) : "linked");
    }

    private Task ReturnAsync(HttpContext context, string notice) => views.Back(notice).ExecuteAsync(context);

    private void Report(string scheme, string reason) => Log.Failed(logger, scheme, reason);

    private static string NoticeOf(Refusal refusal) => refusal switch
    {
        { FieldErrors: var fields } when fields.ContainsKey(Fields.AccessToken) => "unfit",
        { FieldErrors: var fields } when fields.ContainsKey(Fields.ScmType) => "full",
        { Status: StatusCodes.Status503ServiceUnavailable } => "unavailable",
        _ => "failed",
    };

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "A link in the browser ({Scheme}) was broken off: {Reason}.")]
        public static partial void Failed(ILogger logger, string scheme, string reason);
    }
}
