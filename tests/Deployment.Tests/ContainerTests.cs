using System.Text.Json;
using System.Text.RegularExpressions;
using Gateway.Tests;

namespace Deployment.Tests;

/// <summary><c>deploy/container</c>, as far as it can be held to without a container engine: what it names exists.</summary>
public sealed partial class ContainerTests
{
    private static readonly string Dockerfile = Read("deploy/container/Dockerfile");
    private static readonly string Compose = Read("deploy/container/compose.yaml");

    [Fact]
    public void What_The_Image_Takes_From_The_Repository_Is_What_The_Publish_Script_Makes()
    {
        var taken = CopiedFile().Matches(Dockerfile).Select(match => match.Groups[1].Value).ToList();

        var file = Assert.Single(taken);
        Assert.Equal("artifacts/publish/linux-x64/gateway", file);
        Assert.Contains("out=artifacts/publish/$platform", Read("eng/publish.sh"), StringComparison.Ordinal);
        Assert.Contains("program=gateway;", Read("eng/publish.sh"), StringComparison.Ordinal);
        Assert.Contains("!" + file, Read(".dockerignore").Split('\n'));
    }

    [Fact]
    public void Compose_Builds_This_Image()
    {
        var context = Path.GetFullPath(Path.Combine(Repository.Path("deploy/container"), Value(Compose, "context")));

        Assert.Equal(Path.GetFullPath(Repository.Path(".")).TrimEnd('/'), context);
        Assert.True(File.Exists(Path.Combine(context, Value(Compose, "dockerfile"))));
    }

    [Fact]
    public void Every_Setting_They_Give_Exists()
    {
        using var schema = JsonDocument.Parse(Read("appsettings.schema.json"));
        var settings = Setting().Matches(Dockerfile + Compose).Select(match => match.Groups[1].Value).ToHashSet(StringComparer.Ordinal);

        Assert.Contains("Gateway__Storage__Postgres__ConnectionString", settings);
        Assert.Contains("Gateway__Keys__Directory", settings);
        Assert.All(settings, setting => Assert.True(IsDescribed(schema.RootElement, setting.Split("__")), $"{setting} is not a setting."));
    }

    [Fact]
    public void Volumes_Are_Where_The_Image_Keeps_Them()
    {
        var kept = JsonSerializer.Deserialize<string[]>(Volume().Match(Dockerfile).Groups[1].Value)!;

        Assert.Contains("keys:", Compose, StringComparison.Ordinal);
        Assert.All(GatewayVolume().Matches(Compose), match => Assert.Contains(match.Groups[1].Value, kept));
    }

    [Fact]
    public void Containers_Are_Given_The_Time_That_Draining_Takes()
    {
        var options = new Gateway.Operations.Draining.DrainOptions();
        var grace = TimeSpan.FromSeconds(int.Parse(Value(Compose, "stop_grace_period").TrimEnd('s'), System.Globalization.CultureInfo.InvariantCulture));
        var unit = TimeSpan.FromSeconds(int.Parse(
            Regex.Match(Read("deploy/systemd/gateway.service"), @"^TimeoutStopSec=(\d+)$", RegexOptions.Multiline).Groups[1].Value,
            System.Globalization.CultureInfo.InvariantCulture));

        Assert.True(grace > options.Delay + options.Limit);
        Assert.True(unit > options.Delay + options.Limit);
    }

    // A section of YARP's or of a dictionary's goes on below what the schema describes.
    private static bool IsDescribed(JsonElement schema, IEnumerable<string> path)
    {
        foreach (var name in path)
        {
            if (!schema.TryGetProperty("properties", out var properties))
            {
                return !schema.TryGetProperty("additionalProperties", out var more) || more.ValueKind != JsonValueKind.False;
            }

            if (!properties.TryGetProperty(name, out schema))
            {
                return false;
            }
        }

        return true;
    }

    private static string Value(string yaml, string key) => Regex.Match(yaml, $@"^\s*{key}: (\S+)$", RegexOptions.Multiline).Groups[1].Value;

    private static string Read(string path) => File.ReadAllText(Repository.Path(path));

    [GeneratedRegex(@"^COPY (?!.*--from)(?:--\S+ )*(\S+) ", RegexOptions.Multiline)]
    private static partial Regex CopiedFile();

    [GeneratedRegex(@"^VOLUME (\[.*\])$", RegexOptions.Multiline)]
    private static partial Regex Volume();

    [GeneratedRegex(@"- \w+:(/var/lib/gateway\S*)$", RegexOptions.Multiline)]
    private static partial Regex GatewayVolume();

    [GeneratedRegex(@"\b((?:Urls|Gateway__\w+|ReverseProxy__\w+))(?:=|: )")]
    private static partial Regex Setting();
}
