namespace Providers.Abstractions.Capabilities;

/// <summary>A platform whose repositories can be searched.</summary>
public interface IRepositorySearch
{
    /// <summary>The first page of repositories that match, best first; empty when the owner is unknown or nothing matches.</summary>
    Task<ScmResult<IReadOnlyList<ScmRepository>>> SearchRepositoriesAsync(
        ScmConnection connection, ScmRepositoryQuery query, CancellationToken cancellationToken);
}
