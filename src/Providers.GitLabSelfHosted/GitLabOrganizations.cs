using System.Globalization;
using System.Net;
using Providers.Abstractions;
using Providers.Abstractions.Capabilities;
using Providers.Common;
using Providers.GitLabSelfHosted.Answers;
using Providers.GitLabSelfHosted.Queries;

namespace Providers.GitLabSelfHosted;

/// <summary>The account's groups. https://docs.gitlab.com/api/groups/#list-groups</summary>
internal static class GitLabOrganizations
{
    public static async Task<ScmResult<ScmPage<ScmOrganization>>> ListAsync(
        GitLabApi api, ScmPageRequest page, CancellationToken cancellationToken)
    {
        var answer = await GetAsync(api, page, cancellationToken);
        if (answer.Body is { } groups)
        {
            return new ScmPage<ScmOrganization>(Read(groups), Total(answer.Headers!.First(GitLabDefaults.TotalHeader), page, groups.Count));
        }

        if (page.Number == 1 || answer.Status is not (HttpStatusCode.BadRequest or HttpStatusCode.MethodNotAllowed))
        {
            return answer.Failure!;
        }

        // The platform refuses pages that lie absurdly far past the end. They are empty; the first page knows the total.
        var first = await ListAsync(api, page with { Number = 1 }, cancellationToken);
        return first.IsSuccess ? new ScmPage<ScmOrganization>([], first.Value.TotalCount) : first;
    }

    private static Task<PlatformAnswer<List<GitLabGroupAnswer>>> GetAsync(
        GitLabApi api, ScmPageRequest page, CancellationToken cancellationToken)
        => api.GetAsync(client => client.GetGroupsAsync(new GitLabPage { Number = page.Number, Size = page.Size }, cancellationToken));

    // Beyond 10,000 the platform does not count. Then there are those up to this page, and one more if the page is full.
    private static int Total(string? header, ScmPageRequest page, int count)
    {
        if (int.TryParse(header, NumberStyles.None, CultureInfo.InvariantCulture, out var total))
        {
            return total;
        }

        var known = ((page.Number - 1L) * page.Size) + count + (count == page.Size ? 1 : 0);
        return (int)Math.Min(known, int.MaxValue);
    }

    private static List<ScmOrganization> Read(IReadOnlyList<GitLabGroupAnswer> groups)
        => [.. groups.OfType<GitLabGroupAnswer>().Select(Read).OfType<ScmOrganization>()];

    private static ScmOrganization? Read(GitLabGroupAnswer group)
        => ProfileText.WebAddress(group.WebUrl) is not { } url || string.IsNullOrWhiteSpace(group.FullPath) ? null : new ScmOrganization
        {
            Id = group.Id,
            Login = group.FullPath,
            AvatarUrl = ProfileText.WebAddress(group.AvatarUrl),
            Description = ProfileText.NullIfEmpty(group.Description),
            Url = url,
        };
}
