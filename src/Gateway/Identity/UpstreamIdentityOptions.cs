namespace Gateway.Identity;

/// <summary><c>Gateway:Identity:Upstream</c>.</summary>
internal sealed class UpstreamIdentityOptions
{
    private static readonly TimeSpan LongestCacheDuration = TimeSpan.FromSeconds(60);

    /// <summary>Where the upstream tells who is calling: a path on the <c>auth</c> cluster's destination.</summary>
    public string Path { get; set; } = "/v1/users/self";

    /// <summary>
    /// How long an answer is believed, at most 60 s. A token that is revoked elsewhere goes on working here for this long.
    /// </summary>
    public TimeSpan CacheDuration { get; set; } = TimeSpan.FromSeconds(30);

    public IEnumerable<string> Validate()
    {
        if (!Path.StartsWith('/') || Path.StartsWith("//", StringComparison.Ordinal) || !Uri.IsWellFormedUriString(Path, UriKind.Relative))
        {
            yield return $"{IdentityOptions.Section}:Upstream:Path must be a path that starts with one slash, for example /v1/users/self.";
        }

        if (CacheDuration < TimeSpan.Zero || CacheDuration > LongestCacheDuration)
        {
            yield return $"{IdentityOptions.Section}:Upstream:CacheDuration must be from 00:00:00 to 00:01:00.";
        }
    }
}
