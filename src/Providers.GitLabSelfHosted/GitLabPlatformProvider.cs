using Providers.Abstractions;
using Providers.Abstractions.Capabilities;

namespace Providers.GitLabSelfHosted;

/// <summary>What the platform does, the same at every address; the two types differ in where it is and how it is linked.</summary>
public abstract class GitLabPlatformProvider
    : IScmProvider, IPublicKeySource, IRepositorySearch, IPullRequestSearch, IOrganizationSource, IBranchSource, IOAuthPlatform
{
    private protected GitLabPlatformProvider()
    {
    }

    public abstract ScmType Type { get; }

    public string PlatformName => GitLabDefaults.PlatformName;

    public abstract string DisplayName { get; }

    public abstract ScmInstance? FixedInstance { get; }

    public abstract bool LinksByToken { get; }

    public IReadOnlyList<string> RequiredScopes => GitLabDefaults.Scopes;

    public Task<ScmResult<ScmAccount>> GetAccountAsync(ScmConnection connection, CancellationToken cancellationToken)
        => GitLabAccounts.GetAsync(new GitLabApi(connection, cancellationToken), cancellationToken);

    public Task<ScmResult<IReadOnlyList<ScmPublicKey>>> GetPublicKeysAsync(
        ScmConnection connection, CancellationToken cancellationToken)
        => GitLabKeys.ListAsync(new GitLabApi(connection, cancellationToken), cancellationToken);

    public Task<ScmResult<IReadOnlyList<ScmRepository>>> SearchRepositoriesAsync(
        ScmConnection connection, ScmRepositoryQuery query, CancellationToken cancellationToken)
        => GitLabRepositories.SearchAsync(new GitLabApi(connection, cancellationToken), query, cancellationToken);

    public Task<ScmResult<IReadOnlyList<ScmPullRequest>>> SearchPullRequestsAsync(
        ScmConnection connection, ScmPullRequestQuery query, CancellationToken cancellationToken)
        => GitLabPullRequests.SearchAsync(new GitLabApi(connection, cancellationToken), query, cancellationToken);

    public Task<ScmResult<ScmPage<ScmOrganization>>> GetOrganizationsAsync(
        ScmConnection connection, ScmPageRequest page, CancellationToken cancellationToken)
        => GitLabOrganizations.ListAsync(new GitLabApi(connection, cancellationToken), page, cancellationToken);

    public Task<ScmResult<IReadOnlyList<string>>> GetBranchesAsync(
        ScmConnection connection, string repository, CancellationToken cancellationToken)
        => GitLabBranches.ListAsync(new GitLabApi(connection, cancellationToken), repository, cancellationToken);

    // https://docs.gitlab.com/api/oauth2/
    public ScmOAuthEndpoints GetOAuthEndpoints(ScmInstance instance)
    {
        ArgumentNullException.ThrowIfNull(instance);
        return new ScmOAuthEndpoints
        {
            AuthorizationEndpoint = instance.Append(GitLabDefaults.AuthorizationPath),
            TokenEndpoint = instance.Append(GitLabDefaults.TokenPath),
            Scopes = GitLabDefaults.Scopes,
        };
    }
}
