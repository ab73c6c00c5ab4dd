using System.Text.Json.Nodes;
using Providers.Testing.Recordings;

namespace Providers.Testing.Rules;

/// <summary>A recorded answer with one field changed at a time: what bugs, proxies and hostile servers send.</summary>
internal static class Oddities
{
    private const int MaxDepth = 4;

    private static readonly (string Name, Func<JsonNode?> Make)[] Values =
    [
        ("null", () => null),
        ("an empty text", () => ""),
        ("another text", () => "javascript:alert(1)"),
        ("a negative number", () => -1),
        ("a fraction", () => 0.5),
        ("a huge number", () => JsonNode.Parse("1e400")),
        ("true", () => true),
        ("an object", () => new JsonObject()),
        ("a list", () => new JsonArray(null, 1)),
    ];

    public static IEnumerable<(string Oddity, Scenario Scenario)> Of(Scenario scenario)
    {
        for (var i = 0; i < scenario.Answers.Count; i++)
        {
            var answer = scenario.Answers[i];
            if (!answer.IsJson || JsonNode.Parse(answer.Body) is not { } root)
            {
                continue;
            }

            foreach (var path in PathsIn(root, []))
            {
                foreach (var (name, body) in Changed(answer.Body, path))
                {
                    List<RecordedAnswer> answers = [.. scenario.Answers];
                    answers[i] = answer with { Body = body };
                    yield return ($"in {answer.Method} {answer.Path}, «{string.Join('.', path)}» is {name}", scenario with { Answers = answers });
                }
            }
        }
    }

    private static IEnumerable<List<object>> PathsIn(JsonNode? node, List<object> path)
    {
        IEnumerable<object> steps = path.Count == MaxDepth ? [] : node switch
        {
            JsonObject item => item.Select(property => (object)property.Key),
            JsonArray { Count: > 0 } => [0],
            _ => [],
        };
        foreach (var step in steps)
        {
            List<object> deeper = [.. path, step];
            yield return deeper;
            foreach (var further in PathsIn(Step(node!, step), deeper))
            {
                yield return further;
            }
        }
    }

    private static IEnumerable<(string Name, string Body)> Changed(string body, List<object> path)
    {
        foreach (var (name, make) in Values)
        {
            yield return (name, Change(body, path, (parent, step) => Set(parent, step, make())));
        }

        yield return ("gone", Change(body, path, Remove));
    }

    private static string Change(string body, List<object> path, Action<JsonNode, object> change)
    {
        var root = JsonNode.Parse(body)!;
        change(path.SkipLast(1).Aggregate(root, (node, step) => Step(node, step)!), path[^1]);
        return root.ToJsonString();
    }

    private static JsonNode? Step(JsonNode node, object step) => step is int index ? node[index] : node[(string)step];

    private static void Set(JsonNode parent, object step, JsonNode? value)
    {
        if (step is int index)
        {
            parent[index] = value;
        }
        else
        {
            parent[(string)step] = value;
        }
    }

    private static void Remove(JsonNode parent, object step)
    {
        if (step is int index)
        {
            parent.AsArray().RemoveAt(index);
        }
        else
        {
            parent.AsObject().Remove((string)step);
        }
    }
}
