namespace Gateway.Plugins.Invocation;

/// <summary>How much of the gateway the calls to platforms may take, all together.</summary>
internal sealed class PlatformCallOptions
{
    public const string Section = "Gateway:Limits";

    /// <summary>How many calls may run at once.</summary>
    public int ConcurrentPlatformCalls { get; set; } = 64;

    /// <summary>
    /// How long a call may take, with the waiting for its turn. Not a setting of this section: it follows the deadline of the lent handler.
    /// </summary>
    internal TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(10);

    public static IEnumerable<string> Validate(PlatformCallOptions options)
    {
        if (options.ConcurrentPlatformCalls is < 1 or > 10_000)
        {
            yield return $"{Section}:ConcurrentPlatformCalls is {options.ConcurrentPlatformCalls}: it must be from 1 to 10000.";
        }
    }
}
