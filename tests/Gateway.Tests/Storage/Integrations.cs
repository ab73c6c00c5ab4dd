using Gateway.ScmIntegrations;
using Providers.Abstractions;

namespace Gateway.Tests.Storage;

/// <summary>Makes integrations that differ in everything that is not given.</summary>
internal static class Integrations
{
    public static ScmIntegration For(string ownerId, string? uid = null, string url = "https://ghe.example.com", string type = "github-enterprise") => new()
    {
        Id = Guid.NewGuid(),
        OwnerId = ownerId,
        Type = ScmType.Parse(type),
        Instance = ScmInstance.Parse(url),
        CreatedAt = new DateTimeOffset(2026, 3, 1, 12, 0, 0, 123, TimeSpan.Zero),
        Uid = uid ?? Guid.NewGuid().ToString(),
        Username = "mona",
        AccessToken = new Secret("token-" + Guid.NewGuid()),
        Status = IntegrationStatus.Active,
    };
}
