namespace Providers.Abstractions.Capabilities;

/// <summary>A platform that can tell the account's public SSH keys.</summary>
public interface IPublicKeySource
{
    /// <summary>All public keys of the account that the token answers for; empty when it has none.</summary>
    /// <remarks>Where the token may not list the account's keys but the platform publishes them, the published ones are given.</remarks>
    Task<ScmResult<IReadOnlyList<ScmPublicKey>>> GetPublicKeysAsync(ScmConnection connection, CancellationToken cancellationToken);
}
