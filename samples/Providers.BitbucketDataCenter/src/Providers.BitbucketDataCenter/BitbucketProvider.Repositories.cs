using Providers.Abstractions;
using Providers.Abstractions.Capabilities;

namespace Providers.BitbucketDataCenter;

public sealed partial class BitbucketProvider
{
    /// <remarks>An owner is a project, by its key, or a person, as <c>~name</c>.</remarks>
    public async Task<ScmResult<IReadOnlyList<ScmRepository>>> SearchRepositoriesAsync(
        ScmConnection connection, ScmRepositoryQuery query, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(query);
        var owner = query.User is null ? "" : $"&projectkey={Uri.EscapeDataString(query.User)}";
        var answer = await new BitbucketApi(connection).GetAsync(
            $"api/latest/repos?name={Uri.EscapeDataString(query.Text)}{owner}&limit=100",
            BitbucketJson.Default.BitbucketPageBitbucketRepository, cancellationToken, whenNotFound: new());

        // Versions before 8 do not know projectkey and give every owner's repositories.
        return answer.IsSuccess
            ? ScmResult.Success<IReadOnlyList<ScmRepository>>([.. (answer.Value.Body.Values ?? [])
                .OfType<BitbucketRepository>()
                .Where(repository => query.User is null || string.Equals(repository.Project?.Key, query.User, StringComparison.OrdinalIgnoreCase))
                .Where(repository => query.Fork != false || repository.Origin is null)
                .Select(ToRepository)
                .OfType<ScmRepository>()])
            : answer.Failure;
    }

    public async Task<ScmResult<IReadOnlyList<string>>> GetBranchesAsync(
        ScmConnection connection, string repository, CancellationToken cancellationToken)
    {
        if (BitbucketApi.RepositoryPath(repository) is not { } path)
        {
            return ScmResult.Success<IReadOnlyList<string>>([]);
        }

        var branches = await new BitbucketApi(connection).GetAllAsync(
            $"{path}/branches", BitbucketJson.Default.BitbucketPageBitbucketBranch, cancellationToken);
        return branches.IsSuccess
            ? ScmResult.Success<IReadOnlyList<string>>([.. branches.Value.Select(branch => BitbucketApi.TextOrNull(branch.DisplayId)).OfType<string>()])
            : branches.Failure;
    }

    private static ScmRepository? ToRepository(BitbucketRepository repository)
        => repository.Id is { } id && BitbucketApi.TextOrNull(repository.Slug) is { } slug && repository.FullName is { } fullName
            && BitbucketApi.LinkOrNull(repository.Links) is { } url
            ? new ScmRepository { Id = id, Name = slug, FullName = fullName, Description = BitbucketApi.TextOrNull(repository.Description), Url = url }
            : null;
}
