using System.Security.Cryptography;
using System.Text;

namespace Gateway.Plugins.Loading;

/// <summary>
/// <c>Gateway:Providers</c> as it was when a plugin was made, in a root of its own, so that nothing above can be reached from it. It does not
/// change under the plugin: changed settings make another plugin of the same files, and when that cannot be made, this one goes on with the
/// settings that were good. Nor can the plugin be kept in memory by what it registers for reloads.
/// </summary>
internal sealed class PluginSettings(IConfiguration configuration)
{
    public const string Section = "Gateway:Providers";

    public IConfiguration Root { get; } = new ConfigurationBuilder()
        .AddInMemoryCollection(configuration.GetSection(Section).AsEnumerable(makePathsRelative: true))
        .Build();

    /// <summary>Another one for other settings of these types. A hash, because there may be secrets among them.</summary>
    public string FingerprintOf(IEnumerable<string> types)
    {
        var lines = types.Order(StringComparer.Ordinal).SelectMany(type => Root.GetSection(type).AsEnumerable())
            .Select(setting => $"{setting.Key.Length} {setting.Key} {setting.Value?.Length} {setting.Value}");
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', lines))));
    }
}
