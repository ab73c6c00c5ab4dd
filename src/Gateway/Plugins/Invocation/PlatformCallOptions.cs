namespace Gateway.Plugins.Invocation;

/// <summary>How calls to platforms are made. No section of the settings: it follows the deadline of the lent handler.</summary>
internal sealed class PlatformCallOptions
{
    /// <summary>How long a call may take, with the waiting for its turn.</summary>
    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(10);
}
