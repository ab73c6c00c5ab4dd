using Octokit;
using Providers.Abstractions;
using Providers.Common;
using Providers.GitHubEnterprise.Answers;

namespace Providers.GitHubEnterprise;

/// <summary>Whose token it is. https://docs.github.com/en/rest/users/users#get-the-authenticated-user</summary>
internal static class GitHubAccounts
{
    public static readonly Uri CurrentUser = new("user", UriKind.Relative);

    public static async Task<ScmResult<ScmAccount>> GetAsync(GitHubApi api, CancellationToken cancellationToken)
    {
        var answer = await api.GetAsync<GitHubUserAnswer>(CurrentUser, null, cancellationToken);
        if (answer.Body is not { } user)
        {
            // This call needs no scope: who is forbidden it is suspended, or kept out by a rule of the instance.
            return answer.IsForbidden
                ? ScmFailure.TokenRejected(AnswerShape.Status(answer.Status))
                : answer.Failure!;
        }

        if (!ProfileText.IsUsername(user.Login))
        {
            return ScmFailure.NotThisPlatform("The login is not one.");
        }

        var scopes = GitHubScopes.Read(answer.Headers!);
        return new ScmAccount
        {
            Uid = user.Id,
            Username = user.Login,
            AvatarUrl = ProfileText.WebAddress(user.AvatarUrl),
            ProfileUrl = ProfileText.WebAddress(user.HtmlUrl),
            Email = ProfileText.Mail(user.Email) ?? await GetMailAsync(api, scopes, cancellationToken),
            Scopes = scopes,
            ExpiresAt = GitHubExpiration.Read(answer.Headers!),
        };
    }

    // The profile shows only a public address. The others are asked for where the token may see them; without them it goes too.
    private static async Task<string?> GetMailAsync(
        GitHubApi api, IReadOnlyList<string>? scopes, CancellationToken cancellationToken)
    {
        if (scopes?.Contains(GitHubScopes.ReadMail) is false)
        {
            return null;
        }

        try
        {
            var answer = await api.GetAsync<List<GitHubEmailAnswer>>(ApiUrls.Emails(), null, cancellationToken);
            return ProfileText.Mail(answer.Body?.Find(mail => mail is { Primary: true, Verified: true })?.Email);
        }
        catch (Exception exception) when (exception is HttpRequestException or IOException)
        {
            return null;
        }
    }
}
