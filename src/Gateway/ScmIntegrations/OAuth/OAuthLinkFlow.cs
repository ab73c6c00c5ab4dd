using Gateway.Dashboard;
using Gateway.Errors;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Options;
using Providers.Abstractions;

namespace Gateway.ScmIntegrations.OAuth;

/// <summary>Takes the signed-in user to the platform and back, and keeps what it gave.</summary>
internal sealed partial class OAuthLinkFlow(
    DashboardSession session,
    OAuthPlatforms platforms,
    IAuthenticationHandlerProvider handlers,
    IOptions<DashboardOptions> dashboard,
    IOptions<PublicAddressOptions> address)
{
    private const string OwnerKey = "owner";

    public async Task<IResult> BeginAsync(HttpContext context, ScmType type)
    {
        if (await session.FindCallerAsync(context) is not { } caller)
        {
            return Results.LocalRedirect($"{dashboard.Value.Path}/sign-in?return={Uri.EscapeDataString(OAuthLinkSetup.PathOf(type))}");
        }

        if (platforms.Find(type) is null)
        {
            return Problems.Unavailable($"{type} cannot be linked in the browser now");
        }

        address.Value.Apply(context.Request);
        var properties = new AuthenticationProperties { RedirectUri = dashboard.Value.Path };
        properties.Items[OwnerKey] = caller.Owner.Id;
        return Results.Challenge(properties, [ScmOAuthHandler.SchemeOf(type)]);
    }

    public async Task EndAsync(HttpContext context, ScmType type)
    {
        address.Value.Apply(context.Request);
        if (await handlers.GetHandlerAsync(context, ScmOAuthHandler.SchemeOf(type)) is IAuthenticationRequestHandler handler)
        {
            await handler.HandleRequestAsync();
        }
    }

    /// <summary>The platform has given tokens: they are kept for the one who set out, who must still be the one who is signed in.</summary>
    public static async Task CompleteAsync(TicketReceivedContext context, ScmType type)
    {
        context.HandleResponse();
        var services = context.HttpContext.RequestServices;
        var caller = await services.GetRequiredService<DashboardSession>().FindCallerAsync(context.HttpContext);
        if (caller is null || context.Properties?.Items[OwnerKey] != caller.Owner.Id)
        {
            Return(context.HttpContext, "failed");
            return;
        }

        if (context.HttpContext.Features.Get<OAuthTokens>() is not { } tokens
            || services.GetRequiredService<OAuthPlatforms>().Find(type) is not { } platform)
        {
            Return(context.HttpContext, "failed");
            return;
        }

        var linked = await services.GetRequiredService<OAuthLinker>().LinkAsync(
            caller.Owner, platform, tokens, context.HttpContext.RequestAborted);
        Return(context.HttpContext, linked.IsSuccess ? "linked" : "failed");
    }

    /// <summary>A forged or stale state, a denied consent, a code that was used: nothing is kept, and the user is told.</summary>
    public static Task FailAsync(RemoteFailureContext context)
    {
        context.HandleResponse();
        var services = context.HttpContext.RequestServices;
        Log.Failed(services.GetRequiredService<ILogger<OAuthLinkFlow>>(), context.Failure?.GetType().Name ?? "no exception");
        Return(context.HttpContext, context.Request.Query["error"] == "access_denied" ? "denied" : "failed");
        return Task.CompletedTask;
    }

    private static void Return(HttpContext context, string notice)
        => context.Response.Redirect(
            $"{context.RequestServices.GetRequiredService<IOptions<DashboardOptions>>().Value.Path}?notice={notice}");

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "A link in the browser was broken off ({ExceptionType}).")]
        public static partial void Failed(ILogger logger, string exceptionType);
    }
}
