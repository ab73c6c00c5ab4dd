using Gateway.Plugins.Invocation;
using Providers.Abstractions;

namespace Gateway.Plugins.Loading;

/// <summary>A provider of a loaded plugin, with what it said of itself when it was made.</summary>
internal sealed record ServedProvider(ProviderDescription Description, IScmProvider Provider, ProviderGuard Guard, PluginUsage Usage);
