
namespace Gateway.Plugins.Loading;

/// <summary>
/// <c>Gateway:Providers</c> as a plugin sees it: a root of its own, so that nothing above can be reached from it, and what the plugin
/// registers for its reloads ends with it instead of keeping the plugin in memory.
/// </summary>
internal sealed class PluginSettings : IDisposable
{
    public const string Section = "Gateway:Providers";

    private readonly ConfigurationRoot _root;

    public PluginSettings(IConfiguration configuration)
        => _root = (ConfigurationRoot)new ConfigurationBuilder().AddConfiguration(configuration.GetSection(Section)).Build();

    public IConfiguration Root => _root;

    public void Dispose() => _root.Dispose();
}
