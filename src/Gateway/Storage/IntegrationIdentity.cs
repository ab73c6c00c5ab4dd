using Gateway.ScmIntegrations;

namespace Gateway.Storage;

internal static class IntegrationIdentity
{
    /// <summary>Whether two integrations of an owner are the same account of the same instance.</summary>
    public static bool IsSameAccount(ScmIntegration one, ScmIntegration other)
        => one.Type == other.Type && one.Instance == other.Instance && string.Equals(one.Uid, other.Uid, StringComparison.Ordinal);
}
