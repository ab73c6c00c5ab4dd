using Refit;

namespace Providers.GitLabSelfHosted.Queries;

/// <summary>https://docs.gitlab.com/api/rest/#offset-based-pagination</summary>
internal sealed record GitLabPage
{
    [AliasAs("page")]
    public required int Number { get; init; }

    [AliasAs("per_page")]
    public required int Size { get; init; }
}
