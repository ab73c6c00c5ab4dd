using System.Text.Json;
using System.Text.Json.Nodes;
using Providers.Testing.Recordings;

namespace Providers.Testing.Rules;

/// <summary>Gives the account of a scenario another user name, wherever the recording has it as a whole value.</summary>
internal static class Renaming
{
    public static Scenario Rename(Scenario scenario, string from, string to)
    {
        string Whole(string text) => text == from ? to : text;
        return scenario.With(answer => answer with
        {
            Path = string.Join('/', answer.Path.Split('/').Select(Whole)),
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
}
