using System.Net;
using Providers.Abstractions;
using Providers.Common;
using Providers.GitLabSelfHosted.Answers;

namespace Providers.GitLabSelfHosted;

/// <summary>Whose token it is. https://docs.gitlab.com/api/users/#retrieve-the-current-user</summary>
internal static class GitLabAccounts
{
    public static async Task<ScmResult<ScmAccount>> GetAsync(GitLabApi api, CancellationToken cancellationToken)
    {
        var answer = await api.GetAsync(client => client.GetUserAsync(cancellationToken));
        if (answer.Body is not { } user)
        {
            // Without a scope to name, it is the account that is forbidden: blocked, or kept out by a rule of the instance.
            return answer is { IsForbidden: true, IsUnknown: true }
                ? ScmFailure.TokenRejected(AnswerShape.Status(answer.Status))
                : answer.Failure!;
        }

        if (!ProfileText.IsUsername(user.Username))
        {
            return ScmFailure.NotThisPlatform("The user name is not one.");
        }

        if (GitLabBots.IsProjectBot(user))
        {
            return ScmFailure.TokenRejected("The token is a project's, and projects' tokens are not accepted.");
        }

        var token = await api.GetAsync(client => client.GetTokenAsync(cancellationToken));
        return token.Body is null && !IsUntold(token.Status) ? token.Failure! : Read(user, token.Body);
    }

    // Tokens that are not personal, and versions before 15.5, are refused in several ways. None says anything about the token.
    // https://docs.gitlab.com/api/personal_access_tokens/#self-inform
    private static bool IsUntold(HttpStatusCode status)
        => status is >= HttpStatusCode.BadRequest and < HttpStatusCode.InternalServerError and not HttpStatusCode.TooManyRequests;

    private static ScmAccount Read(GitLabUserAnswer user, GitLabTokenAnswer? token) => new()
    {
        Uid = user.Id,
        Username = user.Username,
        AvatarUrl = ProfileText.WebAddress(user.AvatarUrl),
        ProfileUrl = ProfileText.WebAddress(user.WebUrl),
        Email = ProfileText.Mail(user.Email),
        Scopes = token is null ? null : GitLabScopes.Read(token.Scopes),

        // A token ends at the start of its last day, UTC.
        ExpiresAt = token?.ExpiresAt is { } day ? new DateTimeOffset(day, TimeOnly.MinValue, TimeSpan.Zero) : null,
    };
}
