using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Providers.Testing.Rules;

/// <summary>Compares what a recording expects with what came out. Lists are compared whole; of an object, what the recording names.</summary>
internal static class Expectation
{
    public static IEnumerable<string> Differences(JsonNode? expected, JsonNode? actual, string place = "")
        => (expected, actual) switch
        {
            (JsonObject e, JsonObject a) => e.SelectMany(property => a.ContainsKey(property.Key)
                ? Differences(property.Value, a[property.Key], $"{place}.{property.Key}")
                : [$"{Shown(place)} has no «{property.Key}»; it has {string.Join(", ", a.Select(p => p.Key))}"]),
            (JsonArray e, JsonArray a) when e.Count == a.Count => e.SelectMany((item, i) => Differences(item, a[i], $"{place}[{i}]")),
            (JsonArray e, JsonArray a) => [$"{Shown(place)} has {a.Count} items instead of {e.Count}: {a.ToJsonString()}"],
            _ when IsSame(expected, actual) => [],
            _ => [$"{Shown(place)} is {Text(actual)} instead of {Text(expected)}"],
        };

    private static bool IsSame(JsonNode? expected, JsonNode? actual)
        => JsonNode.DeepEquals(expected, actual) || (IsMoment(expected, out var a) && IsMoment(actual, out var b) && a == b);

    private static bool IsMoment(JsonNode? node, out DateTimeOffset moment)
    {
        moment = default;
        return node?.GetValueKind() == JsonValueKind.String
            && DateTimeOffset.TryParse(node.GetValue<string>(), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out moment);
    }

    private static string Shown(string place) => place.Length == 0 ? "the value" : place.TrimStart('.');

    private static string Text(JsonNode? node) => node?.ToJsonString() ?? "null";
}
