using System.Net;
using System.Text.Json;
using Gateway.Proxy;

namespace Gateway.ScmIntegrations.Calls;

/// <summary>The upstream's <c>/v1/keys</c>, seen with the caller's own bearer token.</summary>
internal sealed class UpstreamKeys(UpstreamApi upstream)
{
    private const string Path = "/v1/keys";

    /// <summary>The contents of the caller's keys; null when the upstream cannot answer.</summary>
    public async Task<IReadOnlyList<string>?> ListAsync(Secret bearerToken, CancellationToken cancellationToken)
    {
        var answer = await upstream.SendAsync(HttpMethod.Get, Path, bearerToken, json: null, cancellationToken);
        return answer is { Status: HttpStatusCode.OK, Body: { } body } && body.GetItems("keys") is { } keys
            ? [.. keys.Select(key => key.GetText("content")).OfType<string>()]
            : null;
    }

    /// <summary>Adds a key.</summary>
    public async Task<AddedKey> AddAsync(Secret bearerToken, string name, string content, CancellationToken cancellationToken)
    {
        var json = JsonSerializer.SerializeToUtf8Bytes(
            new KeyRequest(new KeyRequest.NewKey(name, content)), KeyJsonContext.Default.KeyRequest);
        var answer = await upstream.SendAsync(HttpMethod.Post, Path, bearerToken, json, cancellationToken);
        return answer.Status switch
        {
            HttpStatusCode.Created or HttpStatusCode.OK when answer.Body is { } body
                => new AddedKey(body.GetObject("key") ?? body, IsRefused: false),
            HttpStatusCode.UnprocessableEntity or HttpStatusCode.Conflict or HttpStatusCode.BadRequest
                => new AddedKey(null, IsRefused: true),
            _ => AddedKey.Unanswered,
        };
    }

    /// <summary>The upstream's key object; null when it refused the key, or could not answer.</summary>
    internal sealed record AddedKey(JsonElement? Key, bool IsRefused)
    {
        public static AddedKey Unanswered { get; } = new(null, IsRefused: false);
    }
}
