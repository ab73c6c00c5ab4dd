using Microsoft.Extensions.DependencyInjection;

namespace Gateway.Tests.Storage.Maintenance;

public sealed class LiteDbKeyRotationTests : KeyRotationTests
{
    internal override Task<StoreHost> CreateHostAsync(StoreHost? other, Action<IServiceCollection> replace)
    {
        var settings = new Dictionary<string, string?>();
        if (other is not null)
        {
            settings["Gateway:Storage:LiteDb:Path"] = other.DataFile;
            settings["Gateway:Keys:Directory"] = other.KeyFolder;
        }

        return Task.FromResult(new StoreHost(settings, replace));
    }
}
