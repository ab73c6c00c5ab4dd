using Gateway.Plugins;

namespace Gateway.Operations.Management;

internal static class PluginEndpoints
{
    public static void MapPlugins(this IEndpointRouteBuilder endpoints)
        => endpoints.MapMethods("/plugins", ["GET", "HEAD"], List).ExcludeFromDescription();

    private static IResult List(IPluginStatuses statuses) => Results.Json(
        PluginListResponse.From(statuses),
        ManagementJsonContext.Default.PluginListResponse);
}
