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

    /// <summary>Null when nobody is signed in, or the token is no longer good.</summary>
    public async Task<CallerFeature?> FindCallerAsync(HttpContext context)
    {
        var ticket = await context.AuthenticateAsync(SchemeName);
        if (ticket.Principal?.FindFirstValue(BearerClaim) is not { } text)
        {
            return null;
        }

        var token = new Secret(text);
        return (await owners.FindOwnerAsync(token, context.RequestAborted)).Owner is { } owner ? new CallerFeature(owner, token) : null;
    }

    public static Task SignInAsync(HttpContext context, Secret bearerToken)
        => context.SignInAsync(
            SchemeName,
            new ClaimsPrincipal(new ClaimsIdentity([new Claim(BearerClaim, bearerToken.Reveal())], SchemeName)));

    public static Task SignOutAsync(HttpContext context) => context.SignOutAsync(SchemeName);
}
