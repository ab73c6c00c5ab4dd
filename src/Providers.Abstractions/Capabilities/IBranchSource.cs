namespace Providers.Abstractions.Capabilities;

/// <summary>A platform that can tell a repository's branches.</summary>
public interface IBranchSource
{
    /// <summary>The names of all branches, over all pages of the platform; empty when the repository is unknown to the token.</summary>
    /// <param name="connection">The instance, the token, and the handler to use.</param>
    /// <param name="repository">The full name, <c>owner/name</c> or deeper, as the caller wrote it; not escaped.</param>
    /// <param name="cancellationToken">Fires at the gateway's deadline for the call, or when the caller has gone.</param>
    Task<ScmResult<IReadOnlyList<string>>> GetBranchesAsync(
        ScmConnection connection, string repository, CancellationToken cancellationToken);
}
