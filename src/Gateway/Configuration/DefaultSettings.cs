using Microsoft.Extensions.Configuration.Json;

namespace Gateway.Configuration;

internal static class DefaultSettings
{
    /// <summary>
    /// Puts the shipped <c>appsettings.json</c>, which travels inside the program, beneath all other sources: a file of the operator
    /// needs to hold only what differs.
    /// </summary>
    public static void AddDefaultSettings(this IConfigurationManager configuration)
    {
        var defaults = typeof(DefaultSettings).Assembly.GetManifestResourceStream("appsettings.json")
            ?? throw new InvalidOperationException("The program lacks its default settings.");
        configuration.Sources.Insert(0, new JsonStreamConfigurationSource { Stream = defaults });
    }
}
