namespace Gateway.Configuration;

/// <summary>A section of the settings that exists: what binds to it, and what is wrong with it in a configuration that is to be used.</summary>
/// <param name="Path">The full name of its key.</param>
/// <param name="Options">What binds to it: a class of options, a collection, or one value.</param>
/// <param name="FindProblems">One sentence per problem, each starting with the full name of the key. Null when its shape is all there is to it.</param>
internal sealed record SettingsSection(
    string Path, Type Options, Func<IServiceProvider, IConfiguration, IEnumerable<string>>? FindProblems = null);
