using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Providers.Testing.Recordings;

namespace Providers.Testing.Rules;

/// <summary>Puts an id that a double cannot hold in place of a recorded one.</summary>
internal static class LargeIds
{
    public const long Large = 9_007_199_254_740_993;

    /// <summary>The scenario with the id of its first item replaced everywhere; null when it has no numeric id.</summary>
    public static Scenario? In(Scenario scenario)
    {
        var expected = scenario.Expect?.DeepClone();
        var first = expected switch
        {
            JsonArray list => list.FirstOrDefault(),
            JsonObject page when page["items"] is JsonArray items => items.FirstOrDefault(),
            _ => expected,
        } as JsonObject;
        var name = first?.ContainsKey("uid") == true ? "uid" : "id";
        if (first?[name] is not JsonValue id || !long.TryParse(id.ToString(), NumberStyles.None, CultureInfo.InvariantCulture, out var small))
        {
            return null;
        }

        first[name] = id.GetValueKind() == JsonValueKind.Number ? Large : Large.ToString(CultureInfo.InvariantCulture);
        var isReplaced = false;
        var large = scenario.With(answer => answer.IsJson
            ? answer with { Body = ReplaceIn(answer.Body, small, ref isReplaced), Path = InPath(answer.Path, small) }
            : answer with { Path = InPath(answer.Path, small) });

        // An id that stands in no answer is one that the provider computes, for a platform that has none of its own.
        return isReplaced ? large with { Expect = expected } : null;
    }

    private static string ReplaceIn(string body, long small, ref bool isReplaced)
    {
        var root = JsonNode.Parse(body);
        isReplaced |= Replace(root, small);
        return root?.ToJsonString() ?? "null";
    }

    private static bool Replace(JsonNode? node, long small)
    {
        var isReplaced = false;
        switch (node)
        {
            case JsonArray array:
                foreach (var item in array)
                {
                    isReplaced |= Replace(item, small);
                }

                break;
            case JsonObject item:
                foreach (var (name, value) in item.ToList())
                {
                    if (name.EndsWith("id", StringComparison.OrdinalIgnoreCase) && IsId(value, small))
                    {
                        item[name] = value!.GetValueKind() == JsonValueKind.Number ? Large : Large.ToString(CultureInfo.InvariantCulture);
                        isReplaced = true;
                    }
                    else
                    {
                        isReplaced |= Replace(value, small);
                    }
                }

                break;
        }

        return isReplaced;
    }

    private static bool IsId(JsonNode? value, long small)
        => value is JsonValue && value.GetValueKind() is JsonValueKind.Number or JsonValueKind.String
            && value!.ToString() == small.ToString(CultureInfo.InvariantCulture);

    private static string InPath(string path, long small)
    {
        var old = small.ToString(CultureInfo.InvariantCulture);
        var query = path.IndexOf('?', StringComparison.Ordinal);
        var segments = (query < 0 ? path : path[..query]).Split('/')
            .Select(segment => segment == old ? Large.ToString(CultureInfo.InvariantCulture) : segment);
        return string.Join('/', segments) + (query < 0 ? "" : path[query..]);
    }
}
