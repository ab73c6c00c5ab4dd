using System.Net;
using System.Text.Json;

namespace Gateway.Proxy;

/// <summary>What the upstream answered.</summary>
/// <param name="Status">Null when it did not answer.</param>
/// <param name="Body">A JSON object; null when the answer was something else.</param>
/// <param name="Problem">Why it did not answer, for the log; null when it did.</param>
internal sealed record UpstreamAnswer(HttpStatusCode? Status, JsonElement? Body, string? Problem = null)
{
    public static UpstreamAnswer None(string problem) => new(null, null, problem);
}
