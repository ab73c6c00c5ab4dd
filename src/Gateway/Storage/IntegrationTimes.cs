using Gateway.ScmIntegrations;

namespace Gateway.Storage;

internal static class IntegrationTimes
{
    /// <summary>Times as every store keeps them, whole milliseconds in UTC, so that what was given is what will be read.</summary>
    public static ScmIntegration WithWholeMilliseconds(this ScmIntegration integration) => integration with
    {
        CreatedAt = Truncate(integration.CreatedAt),
        CheckedAt = integration.CheckedAt is { } checkedAt ? Truncate(checkedAt) : null,
        ExpiresAt = integration.ExpiresAt is { } expiresAt ? Truncate(expiresAt) : null,
    };

    private static DateTimeOffset Truncate(DateTimeOffset time)
        => DateTimeOffset.FromUnixTimeMilliseconds(time.ToUnixTimeMilliseconds());
}
