using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Tests.Common.StandIns.Auth;

namespace Gateway.SecurityTests.Worlds;

/// <summary>Tokens that are signed with the right key and say something wrong.</summary>
internal static class Jwts
{
    public static string Make(string signingKey, string audience = AuthUpstreamStandIn.Audience, string subject = "us-jwt", bool ends = true, string algorithm = "HS256")
    {
        var now = DateTimeOffset.UtcNow.ToUnixTimeSeconds();
        var claims = new Dictionary<string, object>
        {
            ["iss"] = AuthUpstreamStandIn.Issuer,
            ["aud"] = audience,
            ["iat"] = now,
            ["sub"] = subject,
            ["uuid"] = subject,
        };
        if (ends)
        {
            claims["exp"] = now + 3600;
        }

        var text = $"{Encode(new { alg = algorithm, typ = "JWT" })}.{Encode(claims)}";
        return algorithm == "none"
            ? text + "."
            : $"{text}.{Base64Url.EncodeToString(HMACSHA256.HashData(Convert.FromBase64String(signingKey), Encoding.ASCII.GetBytes(text)))}";
    }

    private static string Encode(object part) => Base64Url.EncodeToString(JsonSerializer.SerializeToUtf8Bytes(part));
}
