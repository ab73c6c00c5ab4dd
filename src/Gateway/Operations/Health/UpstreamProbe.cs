using System.Net;

namespace Gateway.Operations.Health;

/// <summary>Asks the auth API once, without a token, whether it is there. Any answer will do, a 401 above all.</summary>
internal sealed class UpstreamProbe(IHttpClientFactory httpClients)
{
    public const string HttpClientName = "upstream-probe";

    /// <returns>The status, or why there is none, in a few words.</returns>
    public async Task<(HttpStatusCode? Status, string? Problem)> AskAsync(Uri address, CancellationToken cancellationToken)
    {
        try
        {
            using var response = await httpClients.CreateClient(HttpClientName)
                .GetAsync(address, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
            return (response.StatusCode, null);
        }
        catch (HttpRequestException exception)
        {
            return (null, Describe(exception.HttpRequestError));
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return (null, "it did not answer in time");
        }
    }

    private static string Describe(HttpRequestError error) => error switch
    {
        HttpRequestError.NameResolutionError => "its name cannot be resolved",
        HttpRequestError.SecureConnectionError => "the TLS connection failed: this machine does not trust its certificate, or the port speaks no TLS",
        HttpRequestError.ConnectionError => "the connection was refused, or nobody is there",
        _ => $"its answer could not be read ({error})",
    };
}
