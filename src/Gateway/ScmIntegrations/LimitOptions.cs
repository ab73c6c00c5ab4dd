namespace Gateway.ScmIntegrations;

/// <summary><c>Gateway:Limits</c>.</summary>
internal sealed class LimitOptions
{
    public const string Section = "Gateway:Limits";

    /// <summary>Calls of one owner to the gateway's own API in a minute.</summary>
    public int PerOwnerPerMinute { get; set; } = 600;

    /// <summary>Of these, calls that show a new token to a platform: each makes the gateway dial an address of the caller's choice.</summary>
    public int CreatesPerOwnerPerMinute { get; set; } = 30;

    public int IntegrationsPerOwner { get; set; } = 100;

    /// <summary>Calls to platforms under way at the same time, over all owners and types.</summary>
    public int ConcurrentPlatformCalls { get; set; } = 64;

    public IEnumerable<string> Validate()
    {
        foreach (var (name, value) in new[]
        {
            (nameof(PerOwnerPerMinute), PerOwnerPerMinute),
            (nameof(CreatesPerOwnerPerMinute), CreatesPerOwnerPerMinute),
            (nameof(IntegrationsPerOwner), IntegrationsPerOwner),
            (nameof(ConcurrentPlatformCalls), ConcurrentPlatformCalls),
        })
        {
            if (value < 1)
            {
                yield return $"{Section}:{name} must be 1 or more.";
            }
        }
    }
}
