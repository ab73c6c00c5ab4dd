using Gateway.Plugins;

namespace Plugins.Tests;

/// <summary>What the settings of plugins are held to, at start.</summary>
public sealed class PluginOptionsTests
{
    private static readonly string Hash = new('a', 64);

    [Fact]
    public void Nothing_Has_To_Be_Set() => Assert.Empty(PluginOptionsValidation.Validate(new PluginOptions()));

    [Theory]
    [InlineData("")]
    [InlineData(" ")]
    public void Directories_Have_Names(string directory)
    {
        Assert.Equal(
            ["Gateway:Plugins:Directory is empty: it must name a directory."],
            PluginOptionsValidation.Validate(new PluginOptions { Directory = directory }));
        Assert.Equal(
            ["Gateway:Plugins:ShippedDirectory is empty: it must name a directory."],
            PluginOptionsValidation.Validate(new PluginOptions { ShippedDirectory = directory }));
    }

    [Fact]
    public void Hashes_Are_64_Hexadecimal_Digits_And_Each_That_Is_Not_Is_Named()
    {
        var options = new PluginOptions { TrustedHashes = [Hash, Hash.ToUpperInvariant(), Hash[1..], Hash + "a", "g" + Hash[1..], null!] };

        Assert.Equal(
            Enumerable.Range(2, 4).Select(i => $"Gateway:Plugins:TrustedHashes:{i} is not a SHA-256 in hex (64 digits)."),
            PluginOptionsValidation.Validate(options));
    }

    [Fact]
    public void Required_Types_Are_Types_And_Each_That_Is_Not_Is_Named()
        => Assert.Equal(
            [
                "Gateway:Plugins:Required:1 is «Not A Type», which is not a well-formed scm_type.",
                "Gateway:Plugins:Required:2 is «», which is not a well-formed scm_type.",
            ],
            PluginOptionsValidation.Validate(new PluginOptions { Required = ["github-enterprise", "Not A Type", ""] }));

    [Fact]
    public void A_Directory_May_Be_Missing_But_Not_Open_To_All()
    {
        using var plugins = new PluginDirectory();
        var validation = new PluginDirectoryValidation(new EnvironmentStub(plugins.Outside));
        Assert.True(validation.Validate(null, new PluginOptions { Directory = "missing" }).Succeeded);
        Assert.True(validation.Validate(null, new PluginOptions { Directory = "plugins" }).Succeeded);
        Assert.True(validation.Validate(null, new PluginOptions { Directory = " " }).Skipped);
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(plugins.Path, File.GetUnixFileMode(plugins.Path) | UnixFileMode.OtherWrite);
            Assert.Equal(
                $"Gateway:Plugins:Directory is «{plugins.Path}», which every user of this machine can write to: take that permission away.",
                validation.Validate(null, new PluginOptions { Directory = "plugins" }).FailureMessage);
        }
    }

    [Fact]
    public async Task Not_Ready_While_A_Required_Type_Is_Missing()
    {
        using var plugins = new PluginDirectory().With("Good");
        await using var host = await RunningHost.StartAsync(
            plugins, new() { ["Gateway:Plugins:Required:0"] = "good", ["Gateway:Plugins:Required:1"] = "other", ["Gateway:Plugins:Required:2"] = "another" });

        Assert.Equal(["other", "another"], host.Statuses.MissingTypes);
        var result = await new PluginHealthCheck(host.Statuses).CheckHealthAsync(new());
        Assert.Equal(
            (Microsoft.Extensions.Diagnostics.HealthChecks.HealthStatus.Unhealthy, "No plugin serves other, another."), (result.Status, result.Description));
    }
}
