using System.Security.Claims;
using System.Text.Encodings.Web;
using Gateway.Errors;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Options;

namespace Gateway.Identity;

/// <summary>Turns the bearer token into the <see cref="CurrentOwner"/> of the request, or answers 401, or 503 when that cannot be told.</summary>
internal sealed class BearerAuthenticationHandler(
    IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory loggers, UrlEncoder encoder, IOwnerSource owners)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, loggers, encoder)
{
    public const string SchemeName = "Bearer";

    private OwnerAnswer _answer = OwnerAnswer.Rejected;

    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        if (!BearerToken.TryRead(Request.Headers.Authorization, out var token))
        {
            return AuthenticateResult.NoResult();
        }

        _answer = await owners.FindOwnerAsync(token, Context.RequestAborted);
        if (_answer.Owner is not { } owner)
        {
            return AuthenticateResult.NoResult();
        }

        Context.Features.Set(new CallerFeature(owner, token));
        return AuthenticateResult.Success(new AuthenticationTicket(
            new ClaimsPrincipal(new ClaimsIdentity([new Claim(ClaimTypes.NameIdentifier, owner.Id)], SchemeName)), SchemeName));
    }

    protected override Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        var problem = _answer.RetryAfter is { } retryAfter
            ? Problems.Unavailable("the gateway cannot find out who is calling: try again later", retryAfter)
            : Problems.Unauthorized("a valid bearer token is required");
        return problem.ExecuteAsync(Context);
    }
}
