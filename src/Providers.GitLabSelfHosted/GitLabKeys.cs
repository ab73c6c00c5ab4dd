using Providers.Abstractions;
using Providers.Abstractions.Capabilities;
using Providers.Common;
using Providers.GitLabSelfHosted.Answers;

namespace Providers.GitLabSelfHosted;

/// <summary>The account's SSH keys. https://docs.gitlab.com/api/user_keys/</summary>
internal static class GitLabKeys
{
    private const string SigningOnly = "signing";

    public static async Task<ScmResult<IReadOnlyList<ScmPublicKey>>> ListAsync(GitLabApi api, CancellationToken cancellationToken)
    {
        var answer = await api.ListAsync<GitLabKeyAnswer>((client, page) => client.GetKeysAsync(page, cancellationToken));
        return answer.Body is { } keys ? ScmResult.Success(Read(keys)) : answer.Failure!;
    }

    // A key that only signs opens no door on the platform, and must open none elsewhere.
    private static IReadOnlyList<ScmPublicKey> Read(IReadOnlyList<GitLabKeyAnswer> keys)
        => [.. keys
            .Where(key => key.UsageType != SigningOnly)
            .Select(key => KeyText.Read(key.Id, key.Title, key.Key))
            .OfType<ScmPublicKey>()];
}
