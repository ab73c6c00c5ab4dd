using Microsoft.Extensions.Configuration;

namespace Good;

/// <summary>A service of the plugin, over its section of the settings.</summary>
public sealed class Greeting(IConfiguration settings)
{
    public string Text => settings["good:Greeting"] ?? "hello";
}
