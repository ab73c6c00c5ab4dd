using System.Net;
using System.Text;
using System.Text.Json;

namespace Plugins.Tests;

/// <summary>Answers with what a platform has answered, from the recordings of its provider's own tests.</summary>
internal sealed class RecordedPlatform
{
    private readonly Dictionary<string, JsonElement> _items = new(StringComparer.Ordinal);

    public RecordedPlatform(string bundle)
    {
        using var document = JsonDocument.Parse(File.ReadAllBytes(bundle));
        foreach (var item in document.RootElement.GetProperty("items").EnumerateArray())
        {
            var path = item.GetProperty("path").GetString()!;
            _items.TryAdd(path.Split('?')[0], item.Clone());
        }
    }

    public Task<HttpResponseMessage> AnswerAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var path = request.RequestUri!.AbsolutePath;
        var item = _items.FirstOrDefault(item => path.EndsWith("/" + item.Key, StringComparison.Ordinal));
        if (item.Key is null)
        {
            return Task.FromResult(new HttpResponseMessage(HttpStatusCode.NotFound) { RequestMessage = request, Content = Json("{\"message\":\"Not Found\"}") });
        }

        var response = new HttpResponseMessage { RequestMessage = request, Content = Json(item.Value.GetProperty("body").GetRawText()) };
        if (item.Value.TryGetProperty("headers", out var headers))
        {
            foreach (var header in headers.EnumerateObject())
            {
                response.Headers.TryAddWithoutValidation(header.Name, header.Value.GetString());
            }
        }

        return Task.FromResult(response);
    }

    private static StringContent Json(string text) => new(text, Encoding.UTF8, "application/json");
}
