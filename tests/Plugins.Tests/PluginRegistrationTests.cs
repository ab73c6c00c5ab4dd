using Gateway.Configuration;
using Gateway.Plugins;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Options;

namespace Plugins.Tests;

/// <summary>What the plugins bring to the rest of the gateway.</summary>
public sealed class PluginRegistrationTests : IAsyncLifetime, IDisposable
{
    private readonly PluginDirectory _plugins = new();
    private RunningHost _host = null!;

    public async Task InitializeAsync() => _host = await RunningHost.StartAsync(_plugins);

    public async Task DisposeAsync() => await _host.DisposeAsync();

    public void Dispose() => _plugins.Dispose();

    [Fact]
    public void Their_Health_Is_Part_Of_Being_Ready()
    {
        var check = Assert.Single(_host.Services.GetRequiredService<IOptions<HealthCheckServiceOptions>>().Value.Registrations);

        Assert.Equal("plugins", check.Name);
        Assert.Equal(["ready"], check.Tags);
    }

    [Fact]
    public void Their_Settings_Are_Known()
        => Assert.Equal(
            new Dictionary<string, Type> { ["Gateway:Plugins"] = typeof(PluginOptions), ["Gateway:Providers"] = typeof(IConfiguration) },
            _host.Services.GetServices<SettingsSection>().ToDictionary(section => section.Path, section => section.Options));
}
