using Providers.Abstractions;
using Providers.Abstractions.Capabilities;

namespace Providers.Gitea;

public sealed partial class GiteaProvider
{
    public async Task<ScmResult<ScmPage<ScmOrganization>>> GetOrganizationsAsync(
        ScmConnection connection, ScmPageRequest page, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(page);
        ArgumentNullException.ThrowIfNull(connection);

        // A page of Gitea has 50 items at most: a larger one of ours is put together from several.
        var limit = Math.Min(page.Size, GiteaApi.PageSize);
        var start = (page.Number - 1L) * page.Size;
        var skip = (int)(start % limit);
        List<GiteaOrganization?> items = [];
        int? total = null;
        for (var number = (start / limit) + 1; items.Count < skip + page.Size; number++)
        {
            var answer = await new GiteaApi(connection).GetAsync(
                $"user/orgs?page={number}&limit={limit}", GiteaJson.Default.GiteaOrganizationArray, cancellationToken);
            if (!answer.IsSuccess)
            {
                return answer.Failure;
            }

            items.AddRange(answer.Value.Body);
            total = answer.Value.Total;
            if (answer.Value.Body.Length < limit)
            {
                break;
            }
        }

        List<ScmOrganization> asked = [.. items.Skip(skip).Take(page.Size)
            .Select(organization => ToOrganization(organization, connection.Instance)).OfType<ScmOrganization>()];
        return new ScmPage<ScmOrganization>(asked, Math.Max(total ?? 0, asked.Count));
    }

    private static ScmOrganization? ToOrganization(GiteaOrganization? organization, ScmInstance instance)
        => organization?.Id is { } id && GiteaApi.TextOrNull(organization.Name ?? organization.Username) is { } login
            ? new ScmOrganization
            {
                Id = id,
                Login = login,
                AvatarUrl = GiteaApi.HttpOrNull(organization.AvatarUrl),
                Description = GiteaApi.TextOrNull(organization.Description),
                Url = instance.Append(Uri.EscapeDataString(login)).AbsoluteUri,
            }
            : null;
}
