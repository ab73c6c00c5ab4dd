using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Web;
using Tests.Common.StandIns.Hosting;

namespace Tests.Common.StandIns.Platforms;

/// <summary>A platform's OAuth: a page that asks for consent, codes that work once, PKCE, and refresh tokens that work once.</summary>
public sealed class OAuthHandlers
{
    public const string ClientId = "stand-in-client";
    public const string ClientSecret = "stand-in-secret";

    private static readonly TimeSpan CodeLifetime = TimeSpan.FromMinutes(10);

    private readonly PlatformStandIn _platform;
    private readonly TimeProvider _time;
    private readonly Shelf<Code> _codes = new();
    private readonly Shelf<Refresh> _refreshes = new();

    internal OAuthHandlers(PlatformStandIn platform, TimeProvider time)
    {
        _platform = platform;
        _time = time;
    }

    /// <summary>How long access tokens last; null gives neither an end nor a refresh token.</summary>
    public TimeSpan? TokenLifetime { get; set; }

    /// <summary>What is granted, whatever is asked for; null grants what integrations need.</summary>
    public IReadOnlyList<string>? Scopes { get; set; }

    /// <summary>Forgets all refresh tokens, as when a user takes back the consent.</summary>
    public void RevokeGrants() => _refreshes.Remove(_ => true);

    /// <summary>Lets the time of all codes that were given pass.</summary>
    public void ExpireCodes() => _codes.Remove(_ => true);

    internal static StandInResponse ShowConsent(StandInRequest request)
        => request.Query("client_id") == ClientId
            ? StandInResponse.Html(200, $"""
                <!doctype html><html lang="en"><head><title>Authorize</title></head><body><main>
                <h1>Authorize the gateway</h1>
                <form method="post" action="{WebUtility.HtmlEncode(request.Target)}">
                <button name="decision" value="allow">Authorize</button>
                <button name="decision" value="deny">Cancel</button>
                </form></main></body></html>
                """)
            : StandInResponse.Html(404, "<h1>Unknown client</h1>");

    internal StandInResponse Decide(StandInRequest request)
    {
        var back = $"{request.Query("redirect_uri")}?state={HttpUtility.UrlEncode(request.Query("state"))}";
        if (request.Fields().GetValueOrDefault("decision") != "allow")
        {
            return StandInResponse.Redirect($"{back}&error=access_denied&error_description=The+user+denied+access");
        }

        var code = _codes.Add(new Code(NewSecret(), request.Query("redirect_uri"), request.Query("code_challenge"), _time.GetUtcNow() + CodeLifetime));
        return StandInResponse.Redirect($"{back}&code={code.Value}");
    }

    internal StandInResponse GiveTokens(StandInRequest request)
    {
        var fields = request.Fields();
        if (fields.GetValueOrDefault("client_id") != ClientId || fields.GetValueOrDefault("client_secret") != ClientSecret)
        {
            return Refuse("invalid_client");
        }

        return fields.GetValueOrDefault("grant_type") == "refresh_token"
            ? _refreshes.Take(one => one.Value == fields.GetValueOrDefault("refresh_token")) is { } refresh ? Give(refresh.Account) : Refuse("invalid_grant")
            : _codes.Take(one => one.Value == fields.GetValueOrDefault("code")) is { } code && IsFor(code, fields)
                ? Give(_platform.Octo)
                : Refuse("invalid_grant");
    }

    private bool IsFor(Code code, IReadOnlyDictionary<string, string> fields)
        => code.EndsAt > _time.GetUtcNow()
            && code.RedirectUri == fields.GetValueOrDefault("redirect_uri")
            && code.Challenge == Challenge(fields.GetValueOrDefault("code_verifier") ?? "");

    private StandInResponse Give(PlatformAccount account)
    {
        var scopes = Scopes ?? _platform.GoodScopes;
        var token = _platform.AddToken(account, $"gho_{NewSecret()}", scopes);
        return TokenLifetime is not { } lifetime
            ? StandInResponse.Json(200, new { access_token = token, token_type = "bearer", scope = string.Join(',', scopes) })
            : StandInResponse.Json(200, new
            {
                access_token = token,
                token_type = "bearer",
                expires_in = (int)lifetime.TotalSeconds,
                refresh_token = _refreshes.Add(new Refresh(NewSecret(), account)).Value,
                scope = string.Join(' ', scopes),
            });
    }

    private static StandInResponse Refuse(string error) => StandInResponse.Json(400, new { error, error_description = "The grant is not valid." });

    // RFC 7636, section 4.2.
    private static string Challenge(string verifier)
        => Convert.ToBase64String(SHA256.HashData(Encoding.ASCII.GetBytes(verifier))).TrimEnd('=').Replace('+', '-').Replace('/', '_');

    private static string NewSecret() => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(20));

    private sealed record Code(string Value, string? RedirectUri, string? Challenge, DateTimeOffset EndsAt);

    private sealed record Refresh(string Value, PlatformAccount Account);
}
