namespace Gateway.Identity;

/// <summary>Tells whose bearer token it is.</summary>
internal interface IOwnerSource
{
    /// <summary>Never throws for a bad token or a source that is away: both are answers.</summary>
    ValueTask<OwnerAnswer> FindOwnerAsync(Secret bearerToken, CancellationToken cancellationToken);
}
