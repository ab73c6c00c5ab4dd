using System.Text.Json.Nodes;

namespace Sandbox.Tests.StandIns;

internal static class HttpClientExtensions
{
    /// <summary>Sends one request with the headers given as <c>Name: value</c>.</summary>
    public static Task<HttpResponseMessage> SendAsync(
        this HttpClient client, string method, string url, HttpContent? content, params string[] headers)
    {
        var request = new HttpRequestMessage(new HttpMethod(method), url) { Content = content };
        foreach (var header in headers)
        {
            var colon = header.IndexOf(':', StringComparison.Ordinal);
            request.Headers.TryAddWithoutValidation(header[..colon], header[(colon + 1)..].Trim());
        }

        return client.SendAsync(request);
    }

    public static Task<HttpResponseMessage> GetAsync(this HttpClient client, string url, params string[] headers)
        => client.SendAsync("GET", url, null, headers);

    public static async Task<JsonNode> JsonAsync(this HttpResponseMessage response)
        => JsonNode.Parse(await response.Content.ReadAsStringAsync())!;

    public static string? HeaderText(this HttpResponseMessage response, string name)
        => response.Headers.TryGetValues(name, out var values) ? string.Join(", ", values) : null;
}
