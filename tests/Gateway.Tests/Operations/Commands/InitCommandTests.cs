using Gateway.Operations.Commands;
using Microsoft.Extensions.Configuration;

namespace Gateway.Tests.Operations.Commands;

public sealed class InitCommandTests
{
    private const string Upstream = "https://auth.example.com";

    [Fact]
    public async Task Init_Writes_Settings_That_Set_Nothing_But_The_Upstream()
    {
        using var run = new CommandRun();

        Assert.Equal(ExitCodes.Done, await run.RunAsync("init", "--upstream", Upstream));

        var settings = new ConfigurationBuilder().AddJsonFile(run.PathOf("appsettings.json")).Build();
        var set = settings.AsEnumerable().Where(pair => !string.IsNullOrEmpty(pair.Value)).ToDictionary();
        Assert.Equal(Upstream, set["ReverseProxy:Clusters:auth:Destinations:primary:Address"]);
        Assert.Equal(["$schema", "ReverseProxy:Clusters:auth:Destinations:primary:Address"], set.Keys.Order(StringComparer.Ordinal));
        Assert.True(File.Exists(run.PathOf(settings["$schema"]!)));
    }

    [Fact]
    public async Task Every_Line_That_Is_Uncommented_Is_A_Setting_With_Its_Default()
    {
        using var run = new CommandRun();
        await run.RunAsync("init");
        var lines = await File.ReadAllLinesAsync(run.PathOf("appsettings.json"));
        var uncommented = lines.Select(line => line.TrimStart().StartsWith("// \"", StringComparison.Ordinal)
            && !line.Contains("\"Destinations\"", StringComparison.Ordinal)
                ? line.Replace("// \"", "\"", StringComparison.Ordinal)
                : line);
        using var all = new MemoryStream(System.Text.Encoding.UTF8.GetBytes(string.Join('\n', uncommented)));
        using var shipped = Gateway.Configuration.SettingsTemplate.Open("appsettings.json");

        Assert.Equal(Read(shipped), Read(all).Where(pair => pair.Key != "$schema"));
    }

    [Fact]
    public async Task Init_Does_Not_Write_Over_Settings_Unless_Forced()
    {
        using var run = new CommandRun();
        await File.WriteAllTextAsync(run.PathOf("appsettings.json"), "{}");

        Assert.Equal(ExitCodes.Failed, await run.RunAsync("init"));
        Assert.Equal("{}", await File.ReadAllTextAsync(run.PathOf("appsettings.json")));

        Assert.Equal(ExitCodes.Done, await run.RunAsync("init", "--force"));
        Assert.NotEqual("{}", await File.ReadAllTextAsync(run.PathOf("appsettings.json")));
    }

    [Theory]
    [InlineData("auth.example.com")]
    [InlineData("ftp://auth.example.com")]
    public async Task An_Upstream_That_Is_No_Address_Is_Wrong_Usage(string upstream)
    {
        using var run = new CommandRun();

        Assert.Equal(ExitCodes.WrongUsage, await run.RunAsync("init", "--upstream", upstream));

        Assert.Empty(run.Folder.GetFiles());
    }

    private static SortedDictionary<string, string?> Read(Stream json)
        => new(new ConfigurationBuilder().AddJsonStream(json).Build().AsEnumerable().ToDictionary(), StringComparer.Ordinal);
}
