using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Providers.Testing.Recordings;

namespace Providers.Testing.Rules;

/// <summary>Gives the account of a scenario another user name, wherever the recording has it as a whole value.</summary>
internal static partial class Renaming
{
    public static Scenario Rename(Scenario scenario, string from, string to)
    {
        string Whole(string text) => text == from ? to : text;
        return scenario.With(answer => answer with
        {
            Path = Edges().Replace(answer.Path, match => Whole(match.Value)),
            Headers = [.. answer.Headers.Select(header => KeyValuePair.Create(header.Key, Whole(header.Value)))],
            Body = answer.IsJson ? RenameIn(JsonNode.Parse(answer.Body), from, to)?.ToJsonString() ?? "null" : Whole(answer.Body),
        });
    }

    private static JsonNode? RenameIn(JsonNode? node, string from, string to)
    {
        switch (node)
        {
            case JsonObject item:
                foreach (var (name, value) in item.ToList())
                {
                    item[name] = RenameIn(value?.DeepClone(), from, to);
                }

                return item;
            case JsonArray array:
                return new JsonArray([.. array.Select(item => RenameIn(item?.DeepClone(), from, to))]);
            case JsonValue value when value.GetValueKind() == JsonValueKind.String && value.GetValue<string>() == from:
                return to;
            default:
                return node;
        }
    }

    // The whole segments, and the whole names and values of the query.
    [GeneratedRegex("[^/?&=]+", RegexOptions.CultureInvariant)]
    private static partial Regex Edges();
}
