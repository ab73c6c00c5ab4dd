using System.Security.Claims;
using Gateway.Identity;
using Microsoft.AspNetCore.Authentication;

namespace Gateway.Dashboard;

/// <summary>
/// Who is signed in on the page. The bearer token lives in an encrypted cookie and nowhere else; whose it is, is asked again for each
/// request, as the API does.
/// </summary>
internal sealed class DashboardSession(IOwnerSource owners)
{
    public const string SchemeName = "dashboard";

    private const string BearerClaim = "bearer";

    public async Task<Answer> FindAsync(HttpContext context)
    {
        if (await RecognizeAsync(context) is not { } token)
        {
            return new Answer(null);
        }

        var answer = await owners.FindOwnerAsync(token, context.RequestAborted);
        if (answer.Owner is { } owner)
        {
            return new Answer(new CallerFeature(owner, token));
        }

        if (answer.IsUnavailable)
        {
            return new Answer(null, answer.RetryAfter);
        }

        await SignOutAsync(context);
        return new Answer(null, HasEnded: true);
    }

    /// <summary>Also makes the user of the cookie the request's, to whom its forms are then bound. Null when there is no session.</summary>
    public static async Task<Secret?> RecognizeAsync(HttpContext context)
    {
        var ticket = await context.AuthenticateAsync(SchemeName);
        if (ticket.Principal?.FindFirstValue(BearerClaim) is not { } token)
        {
            return null;
        }

        context.User = ticket.Principal;
        return new Secret(token);
    }

    /// <summary>False when the token is nobody's after all, or whose it is cannot be told now.</summary>
    public async Task<bool> TrySignInAsync(HttpContext context, Secret bearerToken)
    {
        if ((await owners.FindOwnerAsync(bearerToken, context.RequestAborted)).Owner is not { } owner)
        {
            return false;
        }

        Claim[] claims = [new(ClaimTypes.NameIdentifier, owner.Id), new(BearerClaim, bearerToken.Reveal())];
        await context.SignInAsync(SchemeName, new ClaimsPrincipal(new ClaimsIdentity(claims, SchemeName)));
        return true;
    }

    public static Task SignOutAsync(HttpContext context) => context.SignOutAsync(SchemeName);

    /// <summary>Who it is; otherwise whether there was a session whose token is no longer good, or how long to wait to be told.</summary>
    internal sealed record Answer(CallerFeature? Caller, TimeSpan? RetryAfter = null, bool HasEnded = false);
}
