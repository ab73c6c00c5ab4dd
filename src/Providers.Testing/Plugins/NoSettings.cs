using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Primitives;

namespace Providers.Testing.Plugins;

/// <summary>Settings in which nothing is set.</summary>
internal sealed class NoSettings(string path) : IConfigurationSection
{
    public static readonly NoSettings Instance = new("");

    public string Key => path[(path.LastIndexOf(':') + 1)..];

    public string Path => path;

    public string? Value { get; set; }

    public string? this[string key]
    {
        get => null;
        set => throw new NotSupportedException("A plugin reads settings and writes none.");
    }

    public IEnumerable<IConfigurationSection> GetChildren() => [];

    public IChangeToken GetReloadToken() => new CancellationChangeToken(CancellationToken.None);

    public IConfigurationSection GetSection(string key) => new NoSettings(path.Length == 0 ? key : $"{path}:{key}");
}
