using Providers.Abstractions;
using Providers.Abstractions.Capabilities;

namespace Providers.Gitea;

public sealed partial class GiteaProvider
{
    // Each one that the search over all repositories finds costs a further request: only there the source repository is told.
    private const int MaxFound = 20;

    public async Task<ScmResult<IReadOnlyList<ScmPullRequest>>> SearchPullRequestsAsync(
        ScmConnection connection, ScmPullRequestQuery query, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(query);
        var api = new GiteaApi(connection);
        var state = query.State switch { ScmPullRequestState.Open => "open", ScmPullRequestState.Closed => "closed", _ => "all" };
        var answer = query.Repository is { } repository
            ? await FindInAsync(api, repository, query.Text, state, cancellationToken)
            : await FindAnywhereAsync(api, query.Text, state, cancellationToken);
        return answer.IsSuccess
            ? ScmResult.Success<IReadOnlyList<ScmPullRequest>>([.. answer.Value.Select(ToPullRequest).OfType<ScmPullRequest>()])
            : answer.Failure;
    }

    // A repository's list knows no words, so they are looked for here.
    private static async Task<ScmResult<List<GiteaPullRequest>>> FindInAsync(
        GiteaApi api, string repository, string text, string state, CancellationToken cancellationToken)
    {
        if (GiteaApi.RepositoryPath(repository) is not { } path)
        {
            return new List<GiteaPullRequest>();
        }

        var answer = await api.GetAsync($"{path}/pulls?state={state}&limit=50", GiteaJson.Default.GiteaPullRequestArray, cancellationToken, whenNotFound: []);
        var words = text.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return answer.IsSuccess
            ? answer.Value.Body.OfType<GiteaPullRequest>()
                .Where(pull => words.All(word => pull.Title?.Contains(word, StringComparison.OrdinalIgnoreCase) == true))
                .ToList()
            : answer.Failure;
    }

    private static async Task<ScmResult<List<GiteaPullRequest>>> FindAnywhereAsync(
        GiteaApi api, string text, string state, CancellationToken cancellationToken)
    {
        var answer = await api.GetAsync(
            $"repos/issues/search?type=pulls&state={state}&limit={MaxFound}&q={Uri.EscapeDataString(text)}",
            GiteaJson.Default.GiteaIssueArray, cancellationToken);
        if (!answer.IsSuccess)
        {
            return answer.Failure;
        }

        List<GiteaPullRequest> found = [];
        foreach (var issue in answer.Value.Body.OfType<GiteaIssue>().Take(MaxFound))
        {
            if (issue.Number is > 0 && GiteaApi.RepositoryPath(issue.Repository?.FullName) is { } path)
            {
                var pull = await api.GetAsync(
                    $"{path}/pulls/{issue.Number}", GiteaJson.Default.GiteaPullRequest, cancellationToken, whenNotFound: new GiteaPullRequest());
                if (!pull.IsSuccess)
                {
                    return pull.Failure;
                }

                found.Add(pull.Value.Body);
            }
        }

        return found;
    }

    private static ScmPullRequest? ToPullRequest(GiteaPullRequest pull)
        => pull is { Id: { } id, Number: > 0 and var number, Title: { } title } && GiteaApi.HttpOrNull(pull.HtmlUrl) is { } url
            ? new ScmPullRequest
            {
                Id = id,
                Number = number,
                Title = title,
                HtmlUrl = url,
                SourceRepositoryName = GiteaApi.TextOrNull(pull.Head?.Repo?.FullName),
                SourceRepositoryUrl = GiteaApi.HttpOrNull(pull.Head?.Repo?.HtmlUrl),
            }
            : null;
}
