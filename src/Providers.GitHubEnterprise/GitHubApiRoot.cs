using Providers.Abstractions;

namespace Providers.GitHubEnterprise;

/// <summary>Where the REST API of an instance is; always with a trailing slash, so that relative addresses go below it.</summary>
internal static class GitHubApiRoot
{
    private const string TenantSuffix = ".ghe.com";

    /// <summary>
    /// GitHub Enterprise Server: <c>/api/v3/</c> below the address, prefix and port kept. github.com and tenants of ghe.com:
    /// the <c>api.</c> host beside the address.
    /// </summary>
    public static Uri Of(ScmInstance instance)
    {
        var address = instance.Address;
        return address.Host == GitHubDefaults.PublicInstance.Address.Host || address.Host.EndsWith(TenantSuffix, StringComparison.Ordinal)
            ? new UriBuilder(address) { Host = $"api.{address.Host}", Path = "/" }.Uri
            : instance.Append("api/v3/");
    }
}
