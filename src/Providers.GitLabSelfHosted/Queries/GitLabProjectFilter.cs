using Refit;

namespace Providers.GitLabSelfHosted.Queries;

/// <summary>https://docs.gitlab.com/api/projects/#list-all-projects</summary>
internal sealed record GitLabProjectFilter
{
    [AliasAs("search")]
    public string? Search { get; init; }

    /// <summary><c>true</c> for short answers; they do not tell whether a project is a fork.</summary>
    [AliasAs("simple")]
    public required string Simple { get; init; }

    [AliasAs("order_by")]
    public string OrderBy { get; init; } = "last_activity_at";

    [AliasAs("per_page")]
    public required int PageSize { get; init; }
}
