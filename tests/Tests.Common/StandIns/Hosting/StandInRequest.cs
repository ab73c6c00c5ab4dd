using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using System.Web;

namespace Tests.Common.StandIns.Hosting;

/// <summary>One request as it came in: the target is what stood in the request line, letter by letter.</summary>
public sealed record StandInRequest
{
    public required string Method { get; init; }

    /// <summary>Path and query, not decoded.</summary>
    public required string Target { get; init; }

    /// <summary>In the order they came; repeated names stay apart.</summary>
    public required IReadOnlyList<KeyValuePair<string, string>> Headers { get; init; }

    public required byte[] Body { get; init; }

    /// <summary>The path as it was sent, without the stand-in's prefix.</summary>
    public required string Path { get; init; }

    /// <summary>What the route's template named, decoded.</summary>
    public IReadOnlyDictionary<string, string> RouteValues { get; init; } = new Dictionary<string, string>();

    /// <summary>The query, not decoded, without its question mark; empty when there is none.</summary>
    public string QueryString => Target.IndexOf('?', StringComparison.Ordinal) is var mark and >= 0 ? Target[(mark + 1)..] : "";

    public string Text => Encoding.UTF8.GetString(Body);

    /// <summary>A value of the decoded query; <see langword="null"/> when it is not there.</summary>
    public string? Query(string name) => HttpUtility.ParseQueryString(QueryString)[name];

    /// <summary>A number of the query, held between 1 and <paramref name="most"/>.</summary>
    public int Number(string name, int whenMissing, int most = int.MaxValue)
        => int.TryParse(Query(name), out var number) && number > 0 ? Math.Min(number, most) : whenMissing;

    /// <summary>The first header of that name; <see langword="null"/> when there is none.</summary>
    public string? Header(string name)
        => Headers.FirstOrDefault(header => header.Key.Equals(name, StringComparison.OrdinalIgnoreCase)).Value;

    /// <summary>What follows <paramref name="scheme"/> in <c>Authorization</c>; <see langword="null"/> when it says something else.</summary>
    public string? Credentials(string scheme)
        => AuthenticationHeaderValue.TryParse(Header("Authorization"), out var value)
            && value.Scheme.Equals(scheme, StringComparison.OrdinalIgnoreCase) ? value.Parameter : null;

    /// <summary>The fields of a form or of a flat JSON object, as the content type says.</summary>
    public IReadOnlyDictionary<string, string> Fields()
    {
        if (Header("Content-Type")?.Contains("json", StringComparison.OrdinalIgnoreCase) == true)
        {
            return Json()?.ToDictionary(field => field.Key, field => field.Value?.ToString() ?? "") ?? [];
        }

        var form = HttpUtility.ParseQueryString(Text);
        return form.AllKeys.OfType<string>().ToDictionary(key => key, key => form[key] ?? "");
    }

    /// <summary>The body as a JSON object; <see langword="null"/> when it is none.</summary>
    public JsonObject? Json()
    {
        try
        {
            return Body.Length == 0 ? null : JsonNode.Parse(Body) as JsonObject;
        }
        catch (System.Text.Json.JsonException)
        {
            return null;
        }
    }
}
