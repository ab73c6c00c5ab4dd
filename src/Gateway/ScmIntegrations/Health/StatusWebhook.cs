using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Threading.Channels;
using Microsoft.Extensions.Options;

namespace Gateway.ScmIntegrations.Health;

/// <summary>Posts changes of status to the operator's address, signed, one after the other, each tried three times.</summary>
internal sealed partial class StatusWebhook(
    IHttpClientFactory httpClients, IOptionsMonitor<WebhookOptions> options, TimeProvider time, ILogger<StatusWebhook> logger)
    : BackgroundService, ITokenStatusListener
{
    public const string HttpClientName = "webhook";

    public const string SignatureHeader = "X-Gateway-Signature";

    private const int MaxWaiting = 1000;
    private const int MaxAttempts = 3;

    private static readonly TimeSpan FirstPause = TimeSpan.FromSeconds(1);

    private readonly Channel<StatusChange> _waiting = Channel.CreateBounded<StatusChange>(
        new BoundedChannelOptions(MaxWaiting) { FullMode = BoundedChannelFullMode.DropOldest, SingleReader = true });

    public void StatusChanged(IntegrationStatus before, ScmIntegration integration)
    {
        if (options.CurrentValue.Url is not null)
        {
            _waiting.Writer.TryWrite(StatusChange.From(before, integration, time.GetUtcNow()));
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await foreach (var change in _waiting.Reader.ReadAllAsync(stoppingToken))
        {
            await DeliverAsync(change, stoppingToken);
        }
    }

    private async Task DeliverAsync(StatusChange change, CancellationToken cancellationToken)
    {
        var body = JsonSerializer.SerializeToUtf8Bytes(change, StatusChangeJsonContext.Default.StatusChange);
        for (var attempt = 1; options.CurrentValue is { Url: { } url, Secret: { } secret }; attempt++)
        {
            if (await TryPostAsync(url, secret, body, cancellationToken))
            {
                return;
            }

            if (attempt == MaxAttempts)
            {
                Log.GivenUp(logger, change.Id);
                return;
            }

            await Task.Delay(FirstPause * Math.Pow(4, attempt - 1), time, cancellationToken);
        }
    }

    private async Task<bool> TryPostAsync(Uri url, string secret, byte[] body, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, url) { Content = new ByteArrayContent(body) };
        request.Content.Headers.ContentType = new("application/json");
        var signature = Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), body));
        request.Headers.Add(SignatureHeader, $"sha256={signature}");
        try
        {
            using var response = await httpClients.CreateClient(HttpClientName).SendAsync(request, cancellationToken);
            return response.IsSuccessStatusCode;
        }
        catch (Exception exception) when (exception is HttpRequestException || (exception is TaskCanceledException && !cancellationToken.IsCancellationRequested))
        {
            Log.Failed(logger, exception.GetType().Name);
            return false;
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Information, "The webhook could not be called: {ExceptionType}.")]
        public static partial void Failed(ILogger logger, string exceptionType);

        [LoggerMessage(2, LogLevel.Warning, "The webhook was not told of the change of integration {IntegrationId}: three attempts failed.")]
        public static partial void GivenUp(ILogger logger, string integrationId);
    }
}
