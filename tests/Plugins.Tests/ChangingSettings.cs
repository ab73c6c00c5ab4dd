using Microsoft.Extensions.Configuration;

namespace Plugins.Tests;

/// <summary>Settings that a test changes while the host runs.</summary>
internal sealed class ChangingSettings : ConfigurationProvider, IConfigurationSource
{
    public IConfigurationProvider Build(IConfigurationBuilder builder) => this;

    public void AddTo(IConfigurationBuilder builder) => builder.Add(this);

    public new void Set(string key, string? value)
    {
        base.Set(key, value);
        OnReload();
    }
}
