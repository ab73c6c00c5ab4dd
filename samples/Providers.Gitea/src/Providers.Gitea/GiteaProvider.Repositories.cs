using Providers.Abstractions;
using Providers.Abstractions.Capabilities;

namespace Providers.Gitea;

public sealed partial class GiteaProvider
{
    public async Task<ScmResult<IReadOnlyList<ScmRepository>>> SearchRepositoriesAsync(
        ScmConnection connection, ScmRepositoryQuery query, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(query);
        var api = new GiteaApi(connection);
        var owner = "";
        if (query.User is { } user)
        {
            // The search knows owners by their numbers only.
            if (!GiteaApi.IsSegment(user))
            {
                return ScmResult.Success<IReadOnlyList<ScmRepository>>([]);
            }

            var found = await api.GetAsync(
                $"users/{Uri.EscapeDataString(user)}", GiteaJson.Default.GiteaUser, cancellationToken, whenNotFound: GiteaUser.Nobody);
            if (!found.IsSuccess)
            {
                return found.Failure;
            }

            if (found.Value.Body.Id is not > 0)
            {
                return ScmResult.Success<IReadOnlyList<ScmRepository>>([]);
            }

            owner = $"&exclusive=true&uid={found.Value.Body.Id}";
        }

        var answer = await api.GetAsync(
            $"repos/search?q={Uri.EscapeDataString(query.Text)}&limit=50{owner}", GiteaJson.Default.GiteaRepositories, cancellationToken);
        return answer.IsSuccess
            ? ScmResult.Success<IReadOnlyList<ScmRepository>>([.. (answer.Value.Body.Data ?? [])
                .OfType<GiteaRepository>()
                .Where(repository => query.Fork != false || repository.Fork != true)
                .Select(ToRepository)
                .OfType<ScmRepository>()])
            : answer.Failure;
    }

    public async Task<ScmResult<IReadOnlyList<string>>> GetBranchesAsync(
        ScmConnection connection, string repository, CancellationToken cancellationToken)
    {
        if (GiteaApi.RepositoryPath(repository) is not { } path)
        {
            return ScmResult.Success<IReadOnlyList<string>>([]);
        }

        var answer = await new GiteaApi(connection).GetAllAsync($"{path}/branches", GiteaJson.Default.GiteaBranchArray, cancellationToken);
        return answer.IsSuccess
            ? ScmResult.Success<IReadOnlyList<string>>([.. answer.Value.Select(branch => GiteaApi.TextOrNull(branch.Name)).OfType<string>()])
            : answer.Failure;
    }

    private static ScmRepository? ToRepository(GiteaRepository repository)
        => repository.Id is { } id && GiteaApi.TextOrNull(repository.Name) is { } name && GiteaApi.HttpOrNull(repository.HtmlUrl) is { } url
            && repository.FullName?.EndsWith($"/{name}", StringComparison.Ordinal) == true
            ? new ScmRepository { Id = id, Name = name, FullName = repository.FullName, Description = GiteaApi.TextOrNull(repository.Description), Url = url }
            : null;
}
