using Providers.Abstractions;
using Providers.Abstractions.Capabilities;

namespace Providers.GitHubEnterprise;

/// <summary>What the platform does, the same at every address; the two types differ in where it is and how it is linked.</summary>
public abstract class GitHubPlatformProvider
    : IScmProvider, IPublicKeySource, IRepositorySearch, IPullRequestSearch, IOrganizationSource, IBranchSource, IOAuthPlatform
{
    private protected GitHubPlatformProvider()
    {
    }

    public abstract ScmType Type { get; }

    public abstract string PlatformName { get; }

    public abstract ScmInstance? FixedInstance { get; }

    public abstract bool LinksByToken { get; }

    public IReadOnlyList<string> RequiredScopes => GitHubDefaults.Scopes;

    public Task<ScmResult<ScmAccount>> GetAccountAsync(ScmConnection connection, CancellationToken cancellationToken)
        => GitHubAccounts.GetAsync(new GitHubApi(connection), cancellationToken);

    public Task<ScmResult<IReadOnlyList<ScmPublicKey>>> GetPublicKeysAsync(
        ScmConnection connection, CancellationToken cancellationToken)
        => GitHubKeys.ListAsync(new GitHubApi(connection), cancellationToken);

    public Task<ScmResult<IReadOnlyList<ScmRepository>>> SearchRepositoriesAsync(
        ScmConnection connection, ScmRepositoryQuery query, CancellationToken cancellationToken)
        => GitHubRepositories.SearchAsync(new GitHubApi(connection), query, cancellationToken);

    public Task<ScmResult<IReadOnlyList<ScmPullRequest>>> SearchPullRequestsAsync(
        ScmConnection connection, ScmPullRequestQuery query, CancellationToken cancellationToken)
        => GitHubPullRequests.SearchAsync(new GitHubApi(connection), query, cancellationToken);

    public Task<ScmResult<ScmPage<ScmOrganization>>> GetOrganizationsAsync(
        ScmConnection connection, ScmPageRequest page, CancellationToken cancellationToken)
        => GitHubOrganizations.ListAsync(new GitHubApi(connection), page, cancellationToken);

    public Task<ScmResult<IReadOnlyList<string>>> GetBranchesAsync(
        ScmConnection connection, string repository, CancellationToken cancellationToken)
        => GitHubBranches.ListAsync(new GitHubApi(connection), repository, cancellationToken);

    // https://docs.github.com/en/apps/oauth-apps/building-oauth-apps/authorizing-oauth-apps
    public ScmOAuthEndpoints GetOAuthEndpoints(ScmInstance instance)
    {
        ArgumentNullException.ThrowIfNull(instance);
        return new ScmOAuthEndpoints
        {
            AuthorizationEndpoint = instance.Append(GitHubDefaults.AuthorizationPath),
            TokenEndpoint = instance.Append(GitHubDefaults.TokenPath),
            Scopes = GitHubDefaults.Scopes,
        };
    }
}
