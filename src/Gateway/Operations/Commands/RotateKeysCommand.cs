using System.Globalization;
using Gateway.Storage.Maintenance;

namespace Gateway.Operations.Commands;

/// <summary><c>gateway rotate-keys</c>.</summary>
internal sealed class RotateKeysCommand : StoreCommand, IHasExamples
{
    public RotateKeysCommand(CommandContext context)
        : base(context, "rotate-keys", "Make a new key and seal every token with it. The gateway may go on running.")
        => SetAction((_, cancellationToken) => RunAsync(
            async (services, progress) =>
            {
                var summary = await services.GetRequiredService<RotateKeysJob>().RunAsync(progress, cancellationToken);
                Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"All tokens are sealed with the key {summary.KeyId}."));
                if (summary.RemovableKeys.Count > 0)
                {
                    Console.WriteLine($"No longer needed here, only for older backups: {string.Join(", ", summary.RemovableKeys)}.");
                }

                if (summary.Unreadable > 0)
                {
                    Console.WriteError(string.Create(CultureInfo.InvariantCulture, $"{summary.Unreadable} tokens did not open and stay as they are."));
                }
            },
            cancellationToken));

    public string Examples => """
        Examples:
          gateway rotate-keys

        Exit codes:
          0 done, 1 failed (start it again: what is sealed anew stays so), 2 wrong usage
        """;
}
