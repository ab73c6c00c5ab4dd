namespace Providers.Abstractions.Capabilities;

/// <summary>A platform that can tell the account's organisations (groups).</summary>
public interface IOrganizationSource
{
    /// <summary>One page of the organisations that the account belongs to; an empty page past the end.</summary>
    Task<ScmResult<ScmPage<ScmOrganization>>> GetOrganizationsAsync(
        ScmConnection connection, ScmPageRequest page, CancellationToken cancellationToken);
}
