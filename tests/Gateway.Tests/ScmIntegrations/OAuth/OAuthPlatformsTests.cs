using Gateway.ScmIntegrations.OAuth;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Providers.Abstractions;
using Providers.Abstractions.Capabilities;
using Tests.Common;

namespace Gateway.Tests.ScmIntegrations.OAuth;

public sealed class OAuthPlatformsTests
{
    private static readonly ScmInstance Hosted = ScmInstance.Parse("https://hosted.example.com");

    private readonly OAuthOptionsByType _clients = new();
    private readonly OAuthPlatforms _platforms;

    public OAuthPlatformsTests()
    {
        var forge = Forge.Description with { Capabilities = new HashSet<Type> { typeof(IOAuthPlatform) } };
        _platforms = new OAuthPlatforms(
            new ProviderCatalogStub(
                forge,
                forge with { Type = ScmType.Parse("hosted"), FixedInstance = Hosted },
                Forge.Description with { Type = ScmType.Parse("plain"), FixedInstance = Hosted }),
            new PlatformStub(),
            new OptionsMonitorStub<OAuthOptionsByType>(_clients));
    }

    [Theory]
    [InlineData("forge", "https://forge.example.com", "https://forge.example.com")]
    [InlineData("forge", null, null)]
    [InlineData("hosted", null, "https://hosted.example.com")]
    [InlineData("hosted", "https://elsewhere.example.com", "https://elsewhere.example.com")]
    [InlineData("plain", null, null)]
    [InlineData("unserved", "https://forge.example.com", null)]
    public async Task A_Type_Is_Offered_When_A_Plugin_Can_And_It_Is_Known_Where(string type, string? url, string? instance)
    {
        var client = _clients[type] = new OAuthClientOptions { ClientId = "id", ClientSecret = "secret", Url = url };
        using var log = new LogLines();

        var found = _platforms.Find(ScmType.Parse(type));
        await new OAuthReport(_platforms, Options.Create(_clients), new LoggerFactory([log]).CreateLogger<OAuthReport>()).StartAsync(CancellationToken.None);

        Assert.Equal(instance, found?.Instance.Url);
        Assert.Same(instance is null ? null : client, found?.Client);
        Assert.Equal(instance is null ? [] : [type], _platforms.All().Select(one => one.Provider.Type.Value));
        Assert.Equal(instance is null, log.Text.Contains($"Gateway:OAuth:{type} is configured, and yet the type cannot be linked", StringComparison.Ordinal));
    }

    [Fact]
    public void Without_A_Client_None_Is_Offered() => Assert.Empty(_platforms.All());
}
