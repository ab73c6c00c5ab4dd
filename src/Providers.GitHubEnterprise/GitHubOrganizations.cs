using Octokit;
using Providers.Abstractions;
using Providers.Abstractions.Capabilities;
using Providers.Common;
using Providers.GitHubEnterprise.Answers;

namespace Providers.GitHubEnterprise;

/// <summary>The account's organisations. https://docs.github.com/en/rest/orgs/orgs#list-organizations-for-the-authenticated-user</summary>
internal static class GitHubOrganizations
{
    public static async Task<ScmResult<ScmPage<ScmOrganization>>> ListAsync(
        GitHubApi api, ScmPageRequest page, CancellationToken cancellationToken)
    {
        // The platform tells no total, and few people are in more than its largest page holds: the whole list is read and cut here.
        var answer = await api.ListAsync<GitHubOrganizationAnswer>(ApiUrls.UserOrganizations(), cancellationToken);
        if (answer.IsHidden)
        {
            // Private memberships need read:org, which is more than is asked of a token; the public ones everyone may see.
            answer = await ListPublishedAsync(api, cancellationToken);
        }

        if (answer.Body is not { } told)
        {
            return answer.Failure!;
        }

        var all = told.Where(organization => !string.IsNullOrWhiteSpace(organization.Login)).ToList();
        var skipped = (int)Math.Min((page.Number - 1L) * page.Size, all.Count);
        return new ScmPage<ScmOrganization>([.. all.Skip(skipped).Take(page.Size).Select(found => Read(found, api.Instance))], all.Count);
    }

    private static async Task<PlatformAnswer<IReadOnlyList<GitHubOrganizationAnswer>>> ListPublishedAsync(
        GitHubApi api, CancellationToken cancellationToken)
    {
        var user = await api.GetAsync<GitHubUserAnswer>(GitHubAccounts.CurrentUser, null, cancellationToken);
        return user.Body is { } found
            ? await api.ListAsync<GitHubOrganizationAnswer>(
                ApiUrls.UserOrganizations(Uri.EscapeDataString(found.Login)), cancellationToken)
            : PlatformAnswer<IReadOnlyList<GitHubOrganizationAnswer>>.Unusable(user.Failure!, user.Status);
    }

    private static ScmOrganization Read(GitHubOrganizationAnswer organization, ScmInstance instance) => new()
    {
        Id = organization.Id,
        Login = organization.Login,
        AvatarUrl = ProfileText.WebAddress(organization.AvatarUrl),
        Description = ProfileText.NullIfEmpty(organization.Description),

        // The answer's own «url» is the API's, not the page's.
        Url = instance.Append(Uri.EscapeDataString(organization.Login)).AbsoluteUri,
    };
}
