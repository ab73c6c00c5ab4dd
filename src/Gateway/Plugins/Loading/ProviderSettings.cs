using Microsoft.Extensions.Primitives;
using Providers.Abstractions;

namespace Gateway.Plugins.Loading;

/// <summary>
/// A provider's own section, which is named by its type, which is known only once the provider is made: until then it is empty,
/// and remembers whether it was read.
/// </summary>
internal sealed class ProviderSettings(IConfiguration settings) : IConfigurationSection
{
    private const string Nothing = ":";

    private IConfigurationSection _section = settings.GetSection(Nothing);

    /// <summary>Whether somebody has read it before it was bound, and found nothing.</summary>
    public bool WasReadUnbound { get; private set; }

    public string Key => Section.Key;

    public string Path => Section.Path;

    public string? Value
    {
        get => Section.Value;
        set => Section.Value = value;
    }

    public string? this[string key]
    {
        get => Section[key];
        set => Section[key] = value;
    }

    private bool IsBound { get; set; }

    private IConfigurationSection Section
    {
        get
        {
            WasReadUnbound |= !IsBound;
            return _section;
        }
    }

    public void Bind(ScmType type)
    {
        _section = settings.GetSection(type.Value);
        IsBound = true;
    }

    public IEnumerable<IConfigurationSection> GetChildren() => Section.GetChildren();

    public IChangeToken GetReloadToken() => Section.GetReloadToken();

    public IConfigurationSection GetSection(string key) => Section.GetSection(key);
}
