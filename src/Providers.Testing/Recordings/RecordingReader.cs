using System.Text.Json;
using System.Text.Json.Nodes;

namespace Providers.Testing.Recordings;

/// <summary>Reads a recording strictly: a misspelt property would otherwise be a case that is silently not tested.</summary>
internal sealed class RecordingReader(string origin)
{
    private static readonly string[] ScenarioProperties = ["absent", "singlePage", "input", "answers", "expect", "note"];

    private static readonly string[] AnswerProperties =
        ["source", "note", "method", "path", "status", "headers", "json", "text", "optional"];

    public IReadOnlyList<Scenario> Read(JsonElement root)
    {
        CheckNames(root, "the document", ["$schema", "scenarios"]);
        if (!root.TryGetProperty("scenarios", out var scenarios) || scenarios.ValueKind != JsonValueKind.Object)
        {
            throw Wrong("the document", "it has no object «scenarios»", "begin with { \"scenarios\": { \"account\": { … } } }.");
        }

        return [.. scenarios.EnumerateObject().Select(property => ReadScenario(property.Name, property.Value))];
    }

    private Scenario ReadScenario(string name, JsonElement element)
    {
        var place = $"scenario «{name}»";
        CheckNames(element, place, ScenarioProperties);
        var absent = element.TryGetProperty("absent", out var reason) ? reason.GetString() : null;
        var answers = element.TryGetProperty("answers", out var list)
            ? list.EnumerateArray().Select((answer, i) => ReadAnswer($"{place}, answer {i + 1}", answer)).ToList()
            : [];
        if (absent is null == (answers.Count == 0))
        {
            throw Wrong(place, "it has both or neither of «absent» and «answers»",
                "give the platform's answers, or \"absent\": \"why this platform has no such case\".");
        }

        return new Scenario
        {
            Name = name,
            Absent = absent,
            SinglePage = Text(element, "singlePage"),
            Answers = answers,
            Input = element.TryGetProperty("input", out var input) ? JsonObject.Create(input.Clone()) ?? [] : [],
            Expect = element.TryGetProperty("expect", out var expect) ? JsonNode.Parse(expect.GetRawText()) : null,
        };
    }

    private RecordedAnswer ReadAnswer(string place, JsonElement element)
    {
        CheckNames(element, place, AnswerProperties);
        var path = Text(element, "path") ?? throw Wrong(place, "it has no «path»", "give the path and query below the API root.");
        if (!path.StartsWith('/') && !Uri.TryCreate(path, UriKind.Absolute, out _))
        {
            throw Wrong(place, $"the path «{path}» is neither", "start it with / (below the API root), or write an absolute address.");
        }

        if (!Uri.TryCreate(Text(element, "source"), UriKind.Absolute, out var source) || source.Scheme != Uri.UriSchemeHttps)
        {
            throw Wrong(place, "it has no «source», or one that is no https address",
                "name the vendor's page, or the line of its code, that says that the platform answers so.");
        }

        var hasJson = element.TryGetProperty("json", out var json);
        var text = Text(element, "text");
        return new RecordedAnswer
        {
            Method = Text(element, "method") ?? "GET",
            Path = path,
            Status = element.TryGetProperty("status", out var status) ? status.GetInt32() : 200,
            Headers = element.TryGetProperty("headers", out var headers)
                ? [.. headers.EnumerateObject().Select(header => KeyValuePair.Create(header.Name, header.Value.GetString() ?? ""))]
                : [],
            Body = hasJson ? json.GetRawText() : text ?? "",
            MediaType = hasJson ? MediaTypes.Json : text is null ? null : MediaTypes.Text,
            Optional = element.TryGetProperty("optional", out var optional) && optional.GetBoolean(),
        };
    }

    private static string? Text(JsonElement element, string name) => element.TryGetProperty(name, out var value) ? value.GetString() : null;

    private void CheckNames(JsonElement element, string place, string[] known)
    {
        if (element.ValueKind != JsonValueKind.Object)
        {
            throw Wrong(place, "it is no object", "write { … }.");
        }

        var unknown = element.EnumerateObject().Select(property => property.Name).Except(known, StringComparer.Ordinal).ToList();
        if (unknown.Count > 0)
        {
            throw Wrong(place, $"it has «{string.Join("», «", unknown)}», which mean nothing here",
                $"use only: {string.Join(", ", known)}.");
        }
    }

    private ContractBrokenException Wrong(string place, string seen, string mend)
        => ContractBrokenException.Because($"{origin}: {place} must be written as the kit reads it.", seen, mend);
}
