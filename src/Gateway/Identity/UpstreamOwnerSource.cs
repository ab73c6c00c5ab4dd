using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using Gateway.Proxy;
using Microsoft.Extensions.Options;
using Polly.CircuitBreaker;
using Polly.Timeout;

namespace Gateway.Identity;

/// <summary>Shows the caller's token to the upstream and reads the answer. Nothing is remembered here.</summary>
internal sealed partial class UpstreamOwnerSource(
    IHttpClientFactory httpClients, IUpstreamAddress upstream, IOptionsMonitor<IdentityOptions> options, ILogger<UpstreamOwnerSource> logger)
    : IOwnerSource
{
    private static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(5);

    public async ValueTask<OwnerAnswer> FindOwnerAsync(Secret bearerToken, CancellationToken cancellationToken)
    {
        if (upstream.Find(options.CurrentValue.Upstream.Path) is not { } address)
        {
            return Unavailable("no destination of the cluster «auth» is available");
        }

        using var request = new HttpRequestMessage(HttpMethod.Get, address);
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", bearerToken.Reveal());
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("application/json"));

        try
        {
            using var response = await httpClients.CreateClient(IdentityExtensions.HttpClientName).SendAsync(request, cancellationToken);
            return await ReadAsync(response, cancellationToken);
        }
        catch (Exception exception) when (exception
            is HttpRequestException or TimeoutRejectedException or BrokenCircuitException or JsonException or IOException)
        {
            return Unavailable(exception.GetType().Name);
        }
    }

    private async ValueTask<OwnerAnswer> ReadAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        if (response.StatusCode is HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden)
        {
            return OwnerAnswer.Rejected;
        }

        if (response.StatusCode != HttpStatusCode.OK)
        {
            return Unavailable($"the status {(int)response.StatusCode}");
        }

        var envelope = await response.Content.ReadFromJsonAsync(UserJsonContext.Default.UserEnvelope, cancellationToken);
        return envelope?.User is { Id: { Length: > 0 } id } user
            ? new OwnerAnswer(new CurrentOwner(id, user.Email ?? "", user.Username ?? ""))
            : Unavailable("an answer without the user's id");
    }

    private OwnerAnswer Unavailable(string reason)
    {
        Log.Unavailable(logger, reason);
        return OwnerAnswer.Unavailable(RetryAfter);
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "The upstream cannot tell who is calling: {Reason}.")]
        public static partial void Unavailable(ILogger logger, string reason);
    }
}
