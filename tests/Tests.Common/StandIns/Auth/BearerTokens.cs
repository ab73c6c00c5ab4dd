using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Tests.Common.StandIns.Hosting;

namespace Tests.Common.StandIns.Auth;

/// <summary>Issues JWTs and judges them: signature, expiry, revocation. Knows plain tokens as well, for tests that want short ones.</summary>
internal sealed class BearerTokens(TimeProvider time, Shelf<AuthUser> users)
{
    private readonly Shelf<(string Token, AuthUser User)> _plain = new();
    private readonly Shelf<string> _revoked = new();

    public byte[] Key { get; } = RandomNumberGenerator.GetBytes(32);

    public string Issue(AuthUser user, TimeSpan lifetime)
    {
        var now = time.GetUtcNow().ToUnixTimeSeconds();
        var header = Encode(new { alg = "HS256", typ = "JWT" });
        var claims = Encode(new
        {
            iss = AuthUpstreamStandIn.Issuer,
            aud = AuthUpstreamStandIn.Audience,
            iat = now,
            exp = now + (long)lifetime.TotalSeconds,
            uuid = user.Id,
            sub = user.Id,
            email = user.Email,
            preferred_username = user.Username,
            rnd = Guid.NewGuid().ToString("N"),
        });
        return $"{header}.{claims}.{Sign($"{header}.{claims}")}";
    }

    public void Accept(string token, AuthUser user) => _plain.Add((token, user));

    public void Revoke(string token) => _revoked.Add(token);

    /// <summary>Whose token it is; <see langword="null"/> for any that is not good now.</summary>
    public AuthUser? Judge(string? token)
    {
        if (token is null || _revoked.Contains(token))
        {
            return null;
        }

        return _plain.FirstOrDefault(entry => entry.Token == token).User ?? JudgeJwt(token);
    }

    private AuthUser? JudgeJwt(string token)
    {
        if (token.Split('.') is not [var header, var claims, var signature]
            || !CryptographicOperations.FixedTimeEquals(
                Encoding.ASCII.GetBytes(Sign($"{header}.{claims}")), Encoding.ASCII.GetBytes(signature)))
        {
            return null;
        }

        using var payload = JsonDocument.Parse(Base64Url.DecodeFromChars(claims));
        var expires = payload.RootElement.GetProperty("exp").GetInt64();
        var uuid = payload.RootElement.GetProperty("uuid").GetString();
        return expires > time.GetUtcNow().ToUnixTimeSeconds() ? users.FirstOrDefault(user => user.Id == uuid) : null;
    }

    private static string Encode(object part) => Base64Url.EncodeToString(JsonSerializer.SerializeToUtf8Bytes(part));

    private string Sign(string text) => Base64Url.EncodeToString(HMACSHA256.HashData(Key, Encoding.ASCII.GetBytes(text)));
}
