namespace Gateway.ScmIntegrations;

/// <summary>What is known of an integration's token.</summary>
internal enum IntegrationStatus
{
    /// <summary>Nobody has asked the platform, or there is no token to ask with.</summary>
    Unknown,

    /// <summary>The platform accepted it when it was last asked.</summary>
    Active,

    /// <summary>The platform refused it when it was last asked.</summary>
    Invalid,
}

internal static class IntegrationStatusExtensions
{
    /// <summary>The status as it stands in JSON.</summary>
    public static string ToWireName(this IntegrationStatus status) => status switch
    {
        IntegrationStatus.Active => "active",
        IntegrationStatus.Invalid => "invalid",
        _ => "unknown",
    };
}
