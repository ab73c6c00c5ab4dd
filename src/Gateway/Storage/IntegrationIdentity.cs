using Gateway.ScmIntegrations;

namespace Gateway.Storage;

internal static class IntegrationIdentity
{
    /// <summary>Whether two integrations of an owner are the same account of the same instance.</summary>
    public static bool IsSameAccount(ScmIntegration one, ScmIntegration other)
        => one.Type == other.Type && one.Instance == other.Instance && string.Equals(one.Uid, other.Uid, StringComparison.Ordinal);

    /// <summary>Whether the stored one was adopted without an account, and the platform has named it now.</summary>
    public static bool IsFirstNaming(ScmIntegration stored, ScmIntegration named)
        => stored.Uid.Length == 0 && IsSameAccount(stored with { Uid = named.Uid }, named);
}
