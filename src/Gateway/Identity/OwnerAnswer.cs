namespace Gateway.Identity;

/// <summary>What the identity source says of a bearer token.</summary>
/// <param name="Owner">Whose it is; null when it is nobody's, or when that cannot be told now.</param>
/// <param name="RetryAfter">How long to wait when it cannot be told now; null otherwise.</param>
/// <param name="ValidUntil">When the token itself ends, where it tells; an answer is not believed longer.</param>
internal sealed record OwnerAnswer(CurrentOwner? Owner, TimeSpan? RetryAfter = null, DateTimeOffset? ValidUntil = null)
{
    public static OwnerAnswer Rejected { get; } = new((CurrentOwner?)null);

    public bool IsUnavailable => RetryAfter is not null;

    public static OwnerAnswer Unavailable(TimeSpan retryAfter) => new(null, retryAfter);
}
