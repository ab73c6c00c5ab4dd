namespace Gateway.Identity;

/// <summary>Lets whoever sees a token being revoked say so.</summary>
internal interface IOwnerCache
{
    /// <summary>Forgets the token and, where it is known whose it is, every other token of the same owner.</summary>
    void Evict(Secret bearerToken);
}
