using Providers.Abstractions;
using Providers.Abstractions.Capabilities;

namespace Providers.BitbucketDataCenter;

public sealed partial class BitbucketProvider
{
    /// <remarks>
    /// Over all repositories, Bitbucket lists only the pull requests that the person has a part in. Words are looked for here: neither
    /// list of every supported version knows them. The same for closed ones, which have two states there.
    /// </remarks>
    public async Task<ScmResult<IReadOnlyList<ScmPullRequest>>> SearchPullRequestsAsync(
        ScmConnection connection, ScmPullRequestQuery query, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(query);
        if (ListOf(query) is not { } list)
        {
            return ScmResult.Success<IReadOnlyList<ScmPullRequest>>([]);
        }

        var answer = await new BitbucketApi(connection).GetAsync(
            $"{list}limit=100", BitbucketJson.Default.BitbucketPageBitbucketPullRequest, cancellationToken, whenNotFound: new());
        var words = query.Text.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return answer.IsSuccess
            ? ScmResult.Success<IReadOnlyList<ScmPullRequest>>([.. (answer.Value.Body.Values ?? [])
                .OfType<BitbucketPullRequest>()
                .Where(pull => words.All(word => pull.Title?.Contains(word, StringComparison.OrdinalIgnoreCase) == true))
                .Where(pull => query.State is null || (query.State == ScmPullRequestState.Open) == (pull.State == "OPEN"))
                .Select(ToPullRequest)
                .OfType<ScmPullRequest>()])
            : answer.Failure;
    }

    // The dashboard gives every state when none is named; a repository's list gives the open ones then.
    private static string? ListOf(ScmPullRequestQuery query)
    {
        var isOpen = query.State == ScmPullRequestState.Open;
        return query.Repository is null ? $"api/latest/dashboard/pull-requests?{(isOpen ? "state=OPEN&" : "")}"
            : BitbucketApi.RepositoryPath(query.Repository) is { } path ? $"{path}/pull-requests?state={(isOpen ? "OPEN" : "ALL")}&"
            : null;
    }

    private static ScmPullRequest? ToPullRequest(BitbucketPullRequest pull)
        => pull is { Id: > 0 and var number, Title: { } title, ToRef.Repository.Id: { } repository } && BitbucketApi.LinkOrNull(pull.Links) is { } url
            ? new ScmPullRequest
            {
                // Bitbucket counts pull requests within a repository, so the repository's number makes it unique.
                Id = unchecked((repository << 31) + number),
                Number = number,
                Title = title,
                HtmlUrl = url,
                SourceRepositoryName = pull.FromRef?.Repository?.FullName,
                SourceRepositoryUrl = BitbucketApi.LinkOrNull(pull.FromRef?.Repository?.Links),
            }
            : null;
}
