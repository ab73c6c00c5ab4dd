using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using Polly;

namespace Gateway.Proxy;

/// <summary>
/// The gateway's own questions to the upstream, each with a caller's bearer token: no redirect is followed, answers are bounded, and one
/// deadline holds over all attempts and over reading the answer.
/// </summary>
internal sealed class UpstreamApi(IHttpClientFactory httpClients, IUpstreamAddress upstream, TimeProvider timeProvider)
{
    public const string HttpClientName = "upstream";

    public static readonly TimeSpan Timeout = TimeSpan.FromSeconds(5);

    private const int MaxAnswerBytes = 1024 * 1024;

    private static readonly JsonDocumentOptions Bounded = new() { MaxDepth = 32 };

    /// <summary>Never throws for an upstream that is away or talks nonsense: that is an answer without status, or without body.</summary>
    public Task<UpstreamAnswer> SendAsync(
        HttpMethod method, string pathAndQuery, Secret bearerToken, ReadOnlyMemory<byte>? json, CancellationToken cancellationToken)
        => SendAsync(method, pathAndQuery, new AuthenticationHeaderValue("Bearer", bearerToken.Reveal()), json, clientAddress: null, cancellationToken);

    /// <summary>The same with credentials of another kind, on behalf of whom the upstream should know the address of.</summary>
    public async Task<UpstreamAnswer> SendAsync(
        HttpMethod method,
        string pathAndQuery,
        AuthenticationHeaderValue credentials,
        ReadOnlyMemory<byte>? json,
        IPAddress? clientAddress,
        CancellationToken cancellationToken)
    {
        if (upstream.Find(pathAndQuery) is not { } address)
        {
            return UpstreamAnswer.None("no destination of the cluster «auth» is available");
        }

        using var request = new HttpRequestMessage(method, address);
        request.Headers.Authorization = credentials;
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("application/json"));
        if (clientAddress is not null)
        {
            request.Headers.Add("X-Forwarded-For", clientAddress.ToString());
        }

        if (json is { } body)
        {
            request.Content = new ReadOnlyMemoryContent(body) { Headers = { ContentType = new MediaTypeHeaderValue("application/json") } };
        }

        using var deadline = new CancellationTokenSource(Timeout, timeProvider);
        using var whole = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, cancellationToken);
        try
        {
            var client = httpClients.CreateClient(HttpClientName);
            client.MaxResponseContentBufferSize = MaxAnswerBytes;
            using var response = await client.SendAsync(request, whole.Token);
            return new UpstreamAnswer(response.StatusCode, await ReadAsync(response.Content, whole.Token));
        }
        catch (Exception exception) when (exception
            is HttpRequestException or ExecutionRejectedException or IOException)
        {
            return UpstreamAnswer.None(exception.GetType().Name);
        }
        catch (OperationCanceledException) when (deadline.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            return UpstreamAnswer.None("no whole answer in time");
        }
        finally
        {
            // What is done with the answer, as to read the store, is nothing for a thread that waits for sockets.
            await Task.Yield();
        }
    }

    private static async Task<JsonElement?> ReadAsync(HttpContent content, CancellationToken cancellationToken)
    {
        try
        {
            using var document = await JsonDocument.ParseAsync(await content.ReadAsStreamAsync(cancellationToken), Bounded, cancellationToken);
            return document.RootElement.ValueKind == JsonValueKind.Object ? document.RootElement.Clone() : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
