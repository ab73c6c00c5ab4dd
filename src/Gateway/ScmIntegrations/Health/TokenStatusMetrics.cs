using System.Diagnostics.Metrics;

namespace Gateway.ScmIntegrations.Health;

/// <summary>Counts and audits what platforms say of tokens.</summary>
internal sealed class TokenStatusMetrics(IMeterFactory meters, AuditLog audit) : ITokenStatusListener
{
    private readonly Counter<long> _changes = meters.Create("Gateway").CreateCounter<long>(
        "gateway.tokens.status_changes", "{change}", "Tokens that a platform began or ceased to accept.");

    public void StatusChanged(IntegrationStatus before, ScmIntegration integration)
    {
        _changes.Add(
            1,
            new KeyValuePair<string, object?>("scm_type", integration.Type.Value),
            new KeyValuePair<string, object?>("status", integration.Status.ToString()));
        audit.StatusChanged(before, integration);
    }
}
