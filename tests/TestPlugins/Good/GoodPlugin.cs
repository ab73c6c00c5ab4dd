using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Providers.Abstractions;

namespace Good;

public sealed class GoodPlugin : IScmPlugin
{
    public void ConfigureServices(IServiceCollection services, IConfiguration settings)
    {
        ArgumentNullException.ThrowIfNull(settings);
        if (settings["good:Greeting"] == "forbidden")
        {
            throw new InvalidOperationException("Gateway:Providers:good:Greeting must not be «forbidden».");
        }

        services.AddSingleton(new Greeting(settings));
    }
}
