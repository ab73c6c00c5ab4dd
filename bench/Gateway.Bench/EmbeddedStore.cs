using System.Globalization;
using Gateway.ScmIntegrations;
using Gateway.Storage;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Providers.Abstractions;

namespace Gateway.Bench;

/// <summary>The store as the gateway composes it with its default settings, and what is put there.</summary>
internal static class EmbeddedStore
{
    private static readonly Random Dice = new(7);

    public static IHost Build(string folder)
    {
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings { ContentRootPath = folder });
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["Gateway:Storage:LiteDb:Path"] = "store/gateway.db",
            ["Gateway:Keys:Directory"] = "keys",
        });
        builder.Services.AddMetrics();
        builder.AddStorage();
        return builder.Build();
    }

    public static ScmIntegration NewIntegration(string owner)
    {
        var uid = Dice.NextInt64(1, 1L << 53).ToString(CultureInfo.InvariantCulture);
        return new ScmIntegration
        {
            Id = Guid.NewGuid(),
            OwnerId = owner,
            Type = ScmType.Parse("github-enterprise"),
            Instance = ScmInstance.Parse("https://ghe.example.com"),
            CreatedAt = DateTimeOffset.UtcNow,
            Uid = uid,
            Username = "user-" + uid,
            AvatarUrl = "https://ghe.example.com/avatars/u/" + uid,
            ProfileUrl = "https://ghe.example.com/user-" + uid,
            Email = uid + "@example.com",
            AccessToken = new Secret("ghp_" + new string('x', 36)),
            Status = IntegrationStatus.Active,
        };
    }
}
