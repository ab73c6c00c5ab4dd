using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Providers.Abstractions;

namespace Configured;

public sealed class ConfiguredPlugin : IScmPlugin
{
    public void ConfigureServices(IServiceCollection services, IConfiguration settings)
    {
        ArgumentNullException.ThrowIfNull(settings);
        services.AddOptions<ConfiguredOptions>()
            .Bind(settings.GetSection("configured"))
            .Validate(options => options.Edition.Length > 0, "Gateway:Providers:configured:Edition is empty.")
            .Validate(options => options.Pause > TimeSpan.Zero, "Gateway:Providers:configured:Pause must be longer than nothing.")
            .ValidateOnStart();
    }
}
