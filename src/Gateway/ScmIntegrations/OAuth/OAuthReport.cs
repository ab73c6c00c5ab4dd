using Microsoft.Extensions.Options;
using Providers.Abstractions;

namespace Gateway.ScmIntegrations.OAuth;

/// <summary>Tells the operator at the start which configured types cannot be linked in the browser: their addresses go to the upstream.</summary>
internal sealed partial class OAuthReport(
    OAuthPlatforms platforms, IOptions<OAuthOptionsByType> clients, ILogger<OAuthReport> logger) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken)
    {
        foreach (var name in clients.Value.Keys)
        {
            if (ScmType.TryParse(name, out var type) && platforms.Find(type) is null)
            {
                Log.NotOffered(logger, type);
            }
        }

        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning,
            "Gateway:OAuth:{ScmType} is configured, and yet the type cannot be linked in the browser: no plugin that is loaded serves it with "
            + "OAuth, or its Url must be set because the type has no address of its own.")]
        public static partial void NotOffered(ILogger logger, ScmType scmType);
    }
}
