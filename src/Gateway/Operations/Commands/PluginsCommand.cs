using System.CommandLine;
using Gateway.Configuration;
using Gateway.Operations.Management;
using Gateway.Plugins;

namespace Gateway.Operations.Commands;

/// <summary><c>gateway plugins</c>: what is in the plugin folders, and whether it would be served.</summary>
internal sealed class PluginsCommand : Command, IHasExamples
{
    private static readonly string[] Columns = ["Plugin", "Version", "State", "Types", "Path, and why it is left out"];

    private readonly CommandContext _context;

    public PluginsCommand(CommandContext context)
        : base("plugins", "List the plugins that are found, the types they serve, and why one is left out.")
    {
        _context = context;
        SetAction((_, cancellationToken) => RunAsync(cancellationToken));
    }

    public string Examples => """
        The plugins are loaded as a start would load them. What a running gateway has loaded, it tells at
        http://127.0.0.1:8081/plugins (Gateway:Management:Url).

        Examples:
          gateway plugins
          gateway plugins --Gateway:Plugins:Directory=/opt/gateway/plugins

        Exit codes:
          0 all are served, 1 one is left out or a required type is missing, 2 wrong usage
        """;

    private async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        await using var gateway = _context.CreateGateway();
        await CheckSettingsAsync(gateway, cancellationToken);
        var host = gateway.Services.GetRequiredService<PluginHost>();
        await host.StartingAsync(cancellationToken);
        try
        {
            _context.Console.WriteTable(Columns, host.Plugins.Select(Row));
            foreach (var type in host.MissingTypes)
            {
                _context.Console.WriteError($"No plugin serves {type}, which {PluginOptions.Section}:Required asks for.");
            }

            return host.MissingTypes.Count == 0 && host.Plugins.All(plugin => plugin.State == PluginState.Serving)
                ? ExitCodes.Done
                : ExitCodes.Failed;
        }
        finally
        {
            await host.StoppedAsync(cancellationToken);
        }
    }

    // Only what plugins need: they can be looked at before the auth API's address is known.
    private static async Task CheckSettingsAsync(CommandGateway gateway, CancellationToken cancellationToken)
    {
        var problems = await gateway.Services.GetRequiredService<SettingsCheck>().FindProblemsAsync(cancellationToken);
        if (problems.Where(problem => problem.StartsWith(PluginOptions.Section, StringComparison.Ordinal)).ToList() is { Count: > 0 } ours)
        {
            throw new InvalidSettingsException(ours);
        }
    }

    private static string[] Row(PluginStatus plugin) =>
    [
        plugin.Name,
        plugin.Version ?? "",
        PluginResponse.NameOf(plugin.State),
        string.Join(", ", plugin.Types),
        plugin.Reason ?? plugin.Path,
    ];
}
