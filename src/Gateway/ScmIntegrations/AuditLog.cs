using Gateway.Identity;
using Providers.Abstractions;

namespace Gateway.ScmIntegrations;

/// <summary>Who linked, replaced and unlinked what: a category of its own, so that it can be kept apart.</summary>
internal sealed partial class AuditLog(ILoggerFactory loggers)
{
    private readonly ILogger _logger = loggers.CreateLogger("Gateway.Audit");

    public void Linked(ScmIntegration integration)
        => Log.Linked(_logger, integration.OwnerId, integration.Type, integration.Uid, integration.Instance.Address.Host, integration.Id);

    public void Replaced(ScmIntegration integration)
        => Log.Replaced(_logger, integration.OwnerId, integration.Type, integration.Id);

    public void Unlinked(string ownerId, ScmType type, Guid id) => Log.Unlinked(_logger, ownerId, type, id);

    public void StatusChanged(IntegrationStatus before, ScmIntegration integration)
        => Log.StatusChanged(_logger, integration.OwnerId, integration.Type, integration.Id, before, integration.Status);

    public void Refused(CurrentOwner owner, ScmType type, string host, ScmFailureReason reason, string? detail)
        => Log.Refused(_logger, owner.Id, type, host, reason, detail);

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Information, "Owner {OwnerId} linked the {ScmType} account {Uid} at {Host} as {IntegrationId}.")]
        public static partial void Linked(ILogger logger, string ownerId, ScmType scmType, string uid, string host, Guid integrationId);

        [LoggerMessage(2, LogLevel.Information, "Owner {OwnerId} replaced the token of the {ScmType} integration {IntegrationId}.")]
        public static partial void Replaced(ILogger logger, string ownerId, ScmType scmType, Guid integrationId);

        [LoggerMessage(3, LogLevel.Information, "Owner {OwnerId} unlinked the {ScmType} integration {IntegrationId}.")]
        public static partial void Unlinked(ILogger logger, string ownerId, ScmType scmType, Guid integrationId);

        [LoggerMessage(5, LogLevel.Warning, "Owner {OwnerId} could not link a {ScmType} account at {Host}: {Reason} ({Detail}).")]
        public static partial void Refused(
            ILogger logger, string ownerId, ScmType scmType, string host, ScmFailureReason reason, string? detail);

        [LoggerMessage(6, LogLevel.Information, "The token of owner {OwnerId}'s {ScmType} integration {IntegrationId} went from {Before} to {Status}.")]
        public static partial void StatusChanged(
            ILogger logger, string ownerId, ScmType scmType, Guid integrationId, IntegrationStatus before, IntegrationStatus status);
    }
}
