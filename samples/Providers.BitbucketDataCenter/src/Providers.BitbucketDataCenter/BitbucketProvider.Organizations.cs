using Providers.Abstractions;
using Providers.Abstractions.Capabilities;

namespace Providers.BitbucketDataCenter;

public sealed partial class BitbucketProvider
{
    /// <remarks>Projects are Bitbucket's organisations. It never tells how many there are, so all are read, and the page is cut here.</remarks>
    public async Task<ScmResult<ScmPage<ScmOrganization>>> GetOrganizationsAsync(
        ScmConnection connection, ScmPageRequest page, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(connection);
        ArgumentNullException.ThrowIfNull(page);
        var projects = await new BitbucketApi(connection).GetAllAsync(
            "api/latest/projects?avatarSize=128", BitbucketJson.Default.BitbucketPageBitbucketProject, cancellationToken);
        if (!projects.IsSuccess)
        {
            return projects.Failure;
        }

        List<ScmOrganization> all = [.. projects.Value.Select(project => ToOrganization(connection.Instance, project)).OfType<ScmOrganization>()];
        var start = (int)Math.Min(all.Count, (page.Number - 1L) * page.Size);
        return new ScmPage<ScmOrganization>([.. all.Skip(start).Take(page.Size)], all.Count);
    }

    private static ScmOrganization? ToOrganization(ScmInstance instance, BitbucketProject project)
        => project.Id is { } id && BitbucketApi.TextOrNull(project.Key) is { } key && BitbucketApi.LinkOrNull(project.Links) is { } url
            ? new ScmOrganization
            {
                Id = id,
                Login = key,
                AvatarUrl = BitbucketApi.HttpOrNull(instance, project.AvatarUrl),
                Description = BitbucketApi.TextOrNull(project.Description),
                Url = url,
            }
            : null;
}
