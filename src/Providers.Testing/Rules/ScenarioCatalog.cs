using Providers.Abstractions;
using Providers.Testing.Calls;

namespace Providers.Testing.Rules;

/// <summary>The cases that a recording gives answers for.</summary>
internal static class ScenarioCatalog
{
    public const string Account = "account";
    public const string AccountNulls = "account-nulls";
    public const string TokenRejected = "token-rejected";
    public const string TokenExpired = "token-expired";
    public const string ScopeMissing = "scope-missing";
    public const string RateLimited = "rate-limited";
    public const string PublicKeys = "public-keys";
    public const string PublicKeysNone = "public-keys-none";
    public const string Repositories = "search-repositories";
    public const string RepositoriesUnknownOwner = "search-repositories-unknown-owner";
    public const string PullRequests = "search-pull-requests";
    public const string PullRequestsSourceGone = "search-pull-requests-source-gone";
    public const string PullRequestsUnknownRepository = "search-pull-requests-unknown-repository";
    public const string Organizations = "organizations";
    public const string OrganizationsPastTheEnd = "organizations-past-the-end";
    public const string Branches = "branches";
    public const string BranchesUnknownRepository = "branches-unknown-repository";

    public static readonly IReadOnlyList<KnownScenario> All =
    [
        new(Account, ProviderCall.Account, "the token is good: whose is it?"),
        new(AccountNulls, ProviderCall.Account, "the same, with null or nothing in every field that the platform may leave out") { MayBeAbsent = true },
        new(TokenRejected, ProviderCall.Account, "the platform knows no such token") { Failure = ScmFailureReason.TokenRejected },
        new(TokenExpired, ProviderCall.Account, "the token has expired") { Failure = ScmFailureReason.TokenRejected, MayBeAbsent = true },
        new(ScopeMissing, ProviderCall.Account, "the token is good and lacks a scope") { Failure = ScmFailureReason.ScopeMissing, MayBeAbsent = true },
        new(RateLimited, ProviderCall.Account, "no more calls for now") { Failure = ScmFailureReason.RateLimited, MayBeAbsent = true },
        new(PublicKeys, ProviderCall.PublicKeys, "the account's SSH keys, over all pages"),
        new(PublicKeysNone, ProviderCall.PublicKeys, "an account without keys") { IsEmpty = true },
        new(Repositories, ProviderCall.Repositories, "some repositories match") { NeededInput = CallInput.Text },
        new(RepositoriesUnknownOwner, ProviderCall.Repositories, "nobody has that name") { NeededInput = CallInput.User, IsEmpty = true },
        new(PullRequests, ProviderCall.PullRequests, "some pull requests match") { NeededInput = CallInput.Text },
        new(PullRequestsSourceGone, ProviderCall.PullRequests, "the fork that it comes from is gone or hidden") { MayBeAbsent = true },
        new(PullRequestsUnknownRepository, ProviderCall.PullRequests, "no such repository") { NeededInput = CallInput.Repository, IsEmpty = true },
        new(Organizations, ProviderCall.Organizations, "one page of them"),
        new(OrganizationsPastTheEnd, ProviderCall.Organizations, "a page past the last") { NeededInput = CallInput.Page, IsEmpty = true },
        new(Branches, ProviderCall.Branches, "all branches, over at least two pages of the platform") { NeededInput = CallInput.Repository },
        new(BranchesUnknownRepository, ProviderCall.Branches, "no such repository") { NeededInput = CallInput.Repository, IsEmpty = true },
    ];

    /// <summary>The known scenario, or for «call/anything» a further one of that call; null for a name that means nothing.</summary>
    public static KnownScenario? Find(string name)
        => All.FirstOrDefault(known => known.Name == name)
            ?? (ProviderCall.All.FirstOrDefault(call => name.StartsWith($"{call.Name}/", StringComparison.Ordinal)) is { } further
                ? new KnownScenario(name, further, "one of your own")
                : null);
}
