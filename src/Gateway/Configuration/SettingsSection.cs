namespace Gateway.Configuration;

/// <summary>A section of the settings that exists: what binds to it, and how to have that validated.</summary>
internal sealed record SettingsSection(string Path, Type Options, Action<IServiceProvider> Validate);
