using Octokit;
using Providers.Abstractions;
using Providers.Abstractions.Capabilities;
using Providers.Common;
using Providers.GitHubEnterprise.Answers;

namespace Providers.GitHubEnterprise;

/// <summary>The account's SSH keys. https://docs.github.com/en/rest/users/keys</summary>
internal static class GitHubKeys
{
    public static async Task<ScmResult<IReadOnlyList<ScmPublicKey>>> ListAsync(GitHubApi api, CancellationToken cancellationToken)
    {
        var answer = await api.ListAsync<GitHubKeyAnswer>(ApiUrls.SshKeys(), cancellationToken);
        if (answer.IsHidden)
        {
            // Titles need read:public_key, which is more than is asked of a token; the keys alone are public.
            answer = await ListPublishedAsync(api, cancellationToken);
        }

        return answer.Body is { } keys ? ScmResult.Success(Read(keys)) : answer.Failure!;
    }

    private static async Task<PlatformAnswer<IReadOnlyList<GitHubKeyAnswer>>> ListPublishedAsync(
        GitHubApi api, CancellationToken cancellationToken)
    {
        var user = await api.GetAsync<GitHubUserAnswer>(GitHubAccounts.CurrentUser, null, cancellationToken);
        return user.Body is { } found
            ? await api.ListAsync<GitHubKeyAnswer>(ApiUrls.SshKeys(Uri.EscapeDataString(found.Login)), cancellationToken)
            : PlatformAnswer<IReadOnlyList<GitHubKeyAnswer>>.Unusable(user.Failure!, user.Status);
    }

    private static IReadOnlyList<ScmPublicKey> Read(IReadOnlyList<GitHubKeyAnswer> keys)
        => [.. keys.Select(key => KeyText.Read(key.Id, key.Title, key.Key)).OfType<ScmPublicKey>()];
}
