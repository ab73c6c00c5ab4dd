using System.Globalization;
using Gateway.SecurityTests.Catalogue;
using Gateway.SecurityTests.Worlds;

namespace Gateway.SecurityTests.Rows;

/// <summary>What the catalogue's names mean for one row.</summary>
internal static class RowPlaceholders
{
    public static Placeholders Of(World world, Person a, Person b)
    {
        var revoked = world.NewPerson();
        world.Upstream.RevokeToken(revoked.Bearer);
        var key = world.Upstream.SigningKey;
        return new Placeholders(
            new Dictionary<string, string>
            {
                ["TOKEN_A"] = a.Bearer,
                ["TOKEN_B"] = b.Bearer,
                ["TOKEN_REVOKED"] = world.Plan.Kind == WorldKind.Jwt ? Jwts.Make("AAAA" + key[4..], subject: a.User.Id) : revoked.Bearer,
                ["ID_A"] = a.IntegrationId ?? Guid.Empty.ToString(),
                ["ID_A_MINUS1"] = a.IntegrationId?[..^1] ?? "",
                ["ID_B"] = b.IntegrationId ?? Guid.Empty.ToString(),
                ["USER_B"] = b.User.Id,
                ["HOST"] = $"127.0.0.1:{world.Port.ToString(CultureInfo.InvariantCulture)}",
                ["PORT:gateway"] = world.Port.ToString(CultureInfo.InvariantCulture),
                ["PORT:management"] = world.ManagementPort.ToString(CultureInfo.InvariantCulture),
                ["PORT:upstream"] = world.Upstream.Port.ToString(CultureInfo.InvariantCulture),
                ["JWT_WRONG_AUD"] = world.Remember(Jwts.Make(key, audience: "another-service", subject: a.User.Id)),
                ["JWT_NO_EXP"] = world.Remember(Jwts.Make(key, subject: a.User.Id, ends: false)),
                ["JWT_SUB_EMPTY"] = world.Remember(Jwts.Make(key, subject: "")),
                ["JWT_NONE"] = world.Remember(Jwts.Make(key, subject: a.User.Id, algorithm: "none")),
            },
            PlatformServer.AddressOf);
    }
}
