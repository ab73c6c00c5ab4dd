using System.CommandLine;
using System.Globalization;
using Gateway.Storage.Maintenance;

namespace Gateway.Operations.Commands;

/// <summary><c>gateway backup FILE</c>.</summary>
internal sealed class BackupCommand : StoreCommand, IHasExamples
{
    private readonly Argument<string> _file = new("FILE") { Description = "Where to write it; replaced when it is there already." };

    public BackupCommand(CommandContext context)
        : base(context, "backup", "Write the whole store into a file, and read it back. The gateway may go on running.")
    {
        Arguments.Add(_file);
        SetAction((result, cancellationToken) => RunAsync(
            async (services, progress) =>
            {
                var summary = await services.GetRequiredService<BackupJob>().RunAsync(result.GetValue(_file)!, progress, cancellationToken);
                Console.WriteLine(string.Create(
                    CultureInfo.InvariantCulture, $"{summary.Path}: {summary.Integrations} integrations, {summary.Length} bytes, read back and good."));
                if (summary.Unreadable > 0)
                {
                    Console.WriteError(string.Create(
                        CultureInfo.InvariantCulture, $"The tokens of {summary.Unreadable} of them do not open with the keys that are here."));
                }
            },
            cancellationToken));
    }

    public string Examples => """
        Tokens stay sealed in the backup. Keep a copy of the key folder (Gateway:Keys:Directory) too, in another place.

        Examples:
          gateway backup /var/backups/gateway-2026-11-24.backup

        Exit codes:
          0 written and read back, 1 failed and nothing replaced, 2 wrong usage
        """;
}
