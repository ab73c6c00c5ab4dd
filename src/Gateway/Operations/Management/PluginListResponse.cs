using Gateway.Plugins;

namespace Gateway.Operations.Management;

/// <summary><c>{"plugins":[…],"missing_types":[…]}</c>.</summary>
/// <param name="Plugins">What was found, and what became of it.</param>
/// <param name="MissingTypes">The types of <c>Gateway:Plugins:Required</c> that nothing serves.</param>
internal sealed record PluginListResponse(IReadOnlyList<PluginResponse> Plugins, IReadOnlyList<string> MissingTypes)
{
    public static PluginListResponse From(IPluginStatuses statuses)
        => new([.. statuses.Plugins.Select(PluginResponse.From)], statuses.MissingTypes);
}
