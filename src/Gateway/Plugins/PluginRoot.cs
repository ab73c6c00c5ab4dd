namespace Gateway.Plugins;

/// <summary>A directory with one folder per plugin.</summary>
/// <param name="Directory">Absolute.</param>
/// <param name="IsShipped">
/// Whether its plugins came with the program, which has checked them when it laid them out; a folder of the same name in the operator's
/// directory wins over one of these.
/// </param>
internal sealed record PluginRoot(string Directory, bool IsShipped = false);
