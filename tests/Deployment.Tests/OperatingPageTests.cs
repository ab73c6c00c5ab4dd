using System.Text.Json;
using System.Text.RegularExpressions;
using Gateway.Tests;

namespace Deployment.Tests;

/// <summary>The pages for operators name what exists. Their commands are run by <c>eng/smoke.sh</c>.</summary>
public sealed partial class OperatingPageTests
{
    private static readonly string Page = Read("docs/operating.md");

    [Fact]
    public void Every_Setting_It_Names_Exists()
    {
        using var schema = JsonDocument.Parse(Read("appsettings.schema.json"));
        var settings = Setting().Matches(Page).Select(match => match.Groups[1].Value.Replace("__", ":", StringComparison.Ordinal)).ToHashSet(StringComparer.Ordinal);

        Assert.True(settings.Count > 10, string.Join(' ', settings));
        Assert.All(settings, setting => Assert.True(IsDescribed(schema.RootElement, setting), $"{setting} is not a setting."));
    }

    [Fact]
    public void Every_Alert_Has_Its_Row_And_Every_Row_Its_Alert()
    {
        var alerts = Alert().Matches(Read("deploy/monitoring/gateway.rules.yml")).Select(match => match.Groups[1].Value);
        var rows = AlertRow().Matches(Page).Select(match => match.Groups[1].Value);

        Assert.Equal(alerts.Order(StringComparer.Ordinal), rows.Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("README.md")]
    [InlineData("docs/operating.md")]
    [InlineData("docs/architecture.md")]
    public void Every_Link_Leads_Somewhere(string page)
    {
        var folder = Path.GetDirectoryName(Repository.Path(page))!;
        var links = Link().Matches(Read(page)).Select(match => match.Groups[1].Value).Where(link => !link.Contains("://", StringComparison.Ordinal));

        Assert.All(links, link => Assert.True(Path.Exists(Path.Combine(folder, link.Split('#')[0])), $"{page} links to {link}."));
    }

    [Fact]
    public void Every_Guard_Is_Where_The_Picture_Says()
    {
        var places = Place().Matches(Read("docs/architecture.md")).Select(match => match.Groups[1].Value).ToList();

        Assert.True(places.Count > 10);
        Assert.All(places, place => Assert.True(Path.Exists(Repository.Path("src/Gateway/" + place)), $"src/Gateway/{place} is not there."));
    }

    private static bool IsDescribed(JsonElement schema, string key)
    {
        foreach (var name in key.Split(':'))
        {
            if (!schema.TryGetProperty("properties", out var properties))
            {
                return true;
            }

            if (!properties.TryGetProperty(name, out schema))
            {
                return false;
            }
        }

        return true;
    }

    private static string Read(string path) => File.ReadAllText(Repository.Path(path));

    [GeneratedRegex(@"\b(Gateway(?:(?::|__)[A-Z]\w*?)+)\b(?![\w.])")]
    private static partial Regex Setting();

    [GeneratedRegex(@"- alert: (\w+)")]
    private static partial Regex Alert();

    [GeneratedRegex(@"^\| `(Gateway\w+)` \|", RegexOptions.Multiline)]
    private static partial Regex AlertRow();

    [GeneratedRegex(@"\]\(([^)]+)\)")]
    private static partial Regex Link();

    [GeneratedRegex(@"`((?:Proxy|Operations|Outbound|Storage|Plugins|Configuration)/[\w/.]*)`")]
    private static partial Regex Place();
}
