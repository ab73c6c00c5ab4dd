using Microsoft.Extensions.Configuration;

namespace Good;

/// <summary>A service of the plugin, over its section of the settings.</summary>
public sealed class Greeting(IConfiguration settings)
{
#if NEXT
    private const string Default = "hello again";
#else
    private const string Default = "hello";
#endif

    public string Text => settings["good:Greeting"] ?? Default;
}
