using System.CommandLine;
using System.Globalization;
using Gateway.Storage;
using Gateway.Storage.Maintenance;

namespace Gateway.Operations.Commands;

/// <summary><c>gateway migrate --from KIND --to KIND</c>.</summary>
internal sealed class MigrateCommand : StoreCommand, IHasExamples
{
    private readonly Option<StorageKind> _from = new("--from") { Description = "The kind of store to copy.", Required = true };

    private readonly Option<StorageKind> _to = new("--to") { Description = "The kind of store to copy it into.", Required = true };

    public MigrateCommand(CommandContext context)
        : base(context, "migrate", "Copy one kind of store into the other, and compare them. Stop the gateways first.")
    {
        Options.Add(_from);
        Options.Add(_to);
        SetAction((result, cancellationToken) => RunAsync(
            async (services, progress) =>
            {
                var summary = await services.GetRequiredService<MigrateJob>().RunAsync(
                    result.GetValue(_from), result.GetValue(_to), progress, cancellationToken);
                Console.WriteLine(string.Create(
                    CultureInfo.InvariantCulture, $"{summary.Integrations} integrations on both sides, {summary.Copied} copied now, SHA-256 {summary.Sha256}."));
            },
            cancellationToken));
    }

    public string Examples => """
        Both stores are taken from the settings: Gateway:Storage:LiteDb:Path and Gateway:Storage:Postgres:ConnectionString. Afterwards set
        Gateway:Storage:Kind. Interrupted, it goes on where it was when it is started again.

        Examples:
          gateway migrate --from LiteDb --to Postgres

        Exit codes:
          0 both are the same, 1 failed, 2 wrong usage
        """;
}
