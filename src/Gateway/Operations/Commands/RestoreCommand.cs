using System.CommandLine;
using System.Globalization;
using Gateway.Storage.Maintenance;

namespace Gateway.Operations.Commands;

/// <summary><c>gateway restore FILE</c>.</summary>
internal sealed class RestoreCommand : StoreCommand, IHasExamples
{
    private readonly Argument<string> _file = new("FILE") { Description = "A file that backup has written." };

    private readonly Option<bool> _force = new("--force")
    {
        Description = "Replace a store that is not empty, and take integrations whose tokens do not open.",
    };

    public RestoreCommand(CommandContext context)
        : base(context, "restore", "Put a backup in the place of the store, wholly or not at all. Stop the gateway first.")
    {
        Arguments.Add(_file);
        Options.Add(_force);
        SetAction((result, cancellationToken) => RunAsync(
            async (services, progress) =>
            {
                var summary = await services.GetRequiredService<RestoreJob>().RunAsync(
                    result.GetValue(_file)!, result.GetValue(_force), progress, cancellationToken);
                Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{summary.Integrations} integrations are restored."));
            },
            cancellationToken));
    }

    public string Examples => """
        Examples:
          gateway restore /var/backups/gateway-2026-11-24.backup

        Exit codes:
          0 restored, 1 failed and nothing changed, 2 wrong usage
        """;
}
