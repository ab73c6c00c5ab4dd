using Gateway.Storage;
using Gateway.Storage.Protection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.AspNetCore.DataProtection.Repositories;
using Microsoft.Extensions.Options;

namespace Gateway.Dashboard;

/// <summary>
/// Where the keys of the page's cookies are kept: on the disk, because a session must outlive a restart, and beside the store's keys, where
/// all gateways before one store find them. Nobody else on the machine may read them: who has both a key and a cookie has a bearer token.
/// </summary>
internal sealed class SessionKeys(IOptions<KeyOptions> keys, IHostEnvironment environment, ILoggerFactory loggers)
    : IConfigureOptions<KeyManagementOptions>
{
    public void Configure(KeyManagementOptions options)
    {
        var folder = Path.GetFullPath(Path.Combine(keys.Value.Directory, "sessions"), environment.ContentRootPath);
        PrivateFolder.Create(folder);
        options.XmlRepository = new FileSystemXmlRepository(new DirectoryInfo(folder), loggers);
    }
}
