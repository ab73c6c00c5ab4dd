using Gateway.Plugins.Loading;
using Microsoft.Extensions.Configuration;

namespace Plugins.Tests;

/// <summary>Whether a plugin's settings are still those that it was made over.</summary>
public sealed class PluginSettingsTests
{
    [Fact]
    public void Settings_Are_The_Same_Whatever_The_Order_Of_The_Types()
    {
        var (settings, changed) = (Make("good"), Make("better"));

        Assert.Equal(settings.FingerprintOf(["told", "other"]), settings.FingerprintOf(["other", "told"]));
        Assert.NotEqual(settings.FingerprintOf(["told", "other"]), changed.FingerprintOf(["told", "other"]));
        Assert.Equal(settings.FingerprintOf(["other"]), changed.FingerprintOf(["other"]));
    }

    private static PluginSettings Make(string word) => new(new ConfigurationBuilder()
        .AddInMemoryCollection(new Dictionary<string, string?> { ["Gateway:Providers:told:Word"] = word, ["Gateway:Providers:other:Word"] = "good" })
        .Build());
}
