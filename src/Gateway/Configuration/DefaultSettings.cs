using Microsoft.Extensions.Configuration.Memory;

namespace Gateway.Configuration;

internal static class DefaultSettings
{
    /// <summary>
    /// Puts the shipped <c>appsettings.json</c>, which travels inside the program, beneath all other sources: a file of the operator
    /// needs to hold only what differs.
    /// </summary>
    public static void AddDefaultSettings(this IConfigurationManager configuration)
        => configuration.Sources.Insert(0, new MemoryConfigurationSource { InitialData = Read() });

    // Read once into memory, because a source that is a stream cannot be loaded again when the settings are.
    private static List<KeyValuePair<string, string?>> Read()
    {
        using var defaults = SettingsTemplate.Open(SettingsTemplate.FileName);
        return [.. new ConfigurationBuilder().AddJsonStream(defaults).Build().AsEnumerable()];
    }
}
