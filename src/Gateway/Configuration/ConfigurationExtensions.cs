namespace Gateway.Configuration;

internal static class ConfigurationExtensions
{
    /// <summary>
    /// Reads a setting that decides what is registered, which is before <see cref="SettingsCheck"/> can run. What cannot be read is the default
    /// here, and is named there.
    /// </summary>
    public static TChoice GetChoice<TChoice>(this IConfiguration configuration, string key, TChoice unlessSet)
        where TChoice : struct, Enum
        => Enum.TryParse<TChoice>(configuration[key], ignoreCase: true, out var choice) && Enum.IsDefined(choice) ? choice : unlessSet;
}
