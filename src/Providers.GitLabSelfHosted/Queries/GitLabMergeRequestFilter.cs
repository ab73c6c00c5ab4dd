using Refit;

namespace Providers.GitLabSelfHosted.Queries;

/// <summary>https://docs.gitlab.com/api/merge_requests/#list-merge-requests</summary>
internal sealed record GitLabMergeRequestFilter
{
    /// <summary>Without it the platform lists only those that the account has opened itself.</summary>
    [AliasAs("scope")]
    public string Scope { get; init; } = "all";

    /// <summary>opened, closed, merged or all.</summary>
    [AliasAs("state")]
    public required string State { get; init; }

    [AliasAs("search")]
    public string? Search { get; init; }

    [AliasAs("per_page")]
    public required int PageSize { get; init; }
}
