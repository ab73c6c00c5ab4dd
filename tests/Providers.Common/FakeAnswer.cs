using System.Net;
using System.Net.Http.Headers;
using System.Text;

namespace Providers.Common.Tests;

/// <summary>What the fake platform says.</summary>
public sealed record FakeAnswer
{
    public HttpStatusCode Status { get; init; } = HttpStatusCode.OK;

    public byte[] Body { get; init; } = [];

    public string? MediaType { get; init; } = "application/json; charset=utf-8";

    public IReadOnlyDictionary<string, string> Headers { get; init; } = new Dictionary<string, string>();

    public IReadOnlyDictionary<string, string> ContentHeaders { get; init; } = new Dictionary<string, string>();

    public static FakeAnswer Json(string json) => new() { Body = Encoding.UTF8.GetBytes(json) };

    public static FakeAnswer Of(int status, string body = "{}", params (string Name, string Value)[] headers) => new()
    {
        Status = (HttpStatusCode)status,
        Body = Encoding.UTF8.GetBytes(body),
        Headers = headers.ToDictionary(header => header.Name, header => header.Value),
    };

    public static FakeAnswer Of(BundleItem item) => new()
    {
        Status = (HttpStatusCode)item.Status,
        Body = Encoding.UTF8.GetBytes(item.Body.ToJsonString()),
        Headers = item.Headers,
    };

    public HttpResponseMessage ToMessage(HttpRequestMessage request)
    {
        var content = new ByteArrayContent(Body);
        content.Headers.ContentType = MediaType is null ? null : MediaTypeHeaderValue.Parse(MediaType);
        foreach (var (name, value) in ContentHeaders)
        {
            content.Headers.TryAddWithoutValidation(name, value);
        }

        var message = new HttpResponseMessage(Status) { Content = content, RequestMessage = request };
        foreach (var (name, value) in Headers)
        {
            Assert.True(message.Headers.TryAddWithoutValidation(name, value), name);
        }

        return message;
    }
}
