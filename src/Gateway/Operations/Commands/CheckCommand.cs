using System.CommandLine;
using Gateway.Operations.Checks;
using Spectre.Console;

namespace Gateway.Operations.Commands;

/// <summary><c>gateway check</c>: finds out, without serving, what would keep the gateway from working.</summary>
internal sealed class CheckCommand : Command, IHasExamples
{
    private static readonly Option<bool> Online = new("--online")
    {
        Description = "Also ask the auth API, at each of its addresses.",
    };

    private readonly CommandContext _context;

    public CheckCommand(CommandContext context)
        : base("check", "Check settings, plugins, keys and store, and print every problem at once, with what to write.")
    {
        _context = context;
        Options.Add(Online);
        SetAction((parsed, cancellationToken) => RunAsync(parsed.GetValue(Online), cancellationToken));
    }

    public string Examples => """
        Nothing is changed, and a gateway that is running is not disturbed.

        Examples:
          gateway check
          gateway check --online
          gateway check --Gateway:Identity:Mode=Jwt        would it work with this setting?

        Exit codes:
          0 nothing stands in the way, 1 something does, 2 wrong usage
        """;

    private async Task<int> RunAsync(bool online, CancellationToken cancellationToken)
    {
        await using var gateway = _context.CreateGateway();
        var failed = new List<string>();
        foreach (var check in gateway.Services.GetServices<ICheck>().Where(check => online || !check.IsOnline))
        {
            if (check.NeedsValidSettings && failed.Contains("settings"))
            {
                Write("skipped", Color.Grey, check.Name, "not looked at: the settings come first.");
                continue;
            }

            var findings = await RunAsync(check, cancellationToken);
            foreach (var finding in findings)
            {
                Write(finding, check.Name);
            }

            if (findings.Any(finding => finding.Severity == CheckSeverity.Problem))
            {
                failed.Add(check.Name);
            }
        }

        return failed.Count == 0 ? ExitCodes.Done : ExitCodes.Failed;
    }

    private static async Task<IReadOnlyList<CheckFinding>> RunAsync(ICheck check, CancellationToken cancellationToken)
    {
        try
        {
            return await check.RunAsync(cancellationToken);
        }
        catch (Exception exception) when (StartFailures.Describe(exception) is not null)
        {
            return [.. StartFailures.Describe(exception)!.Select(CheckFinding.Problem)];
        }
    }

    private void Write(CheckFinding finding, string name)
    {
        var (word, color) = finding.Severity switch
        {
            CheckSeverity.Good => ("ok", Color.Green),
            CheckSeverity.Warning => ("warning", Color.Yellow),
            _ => ("problem", Color.Red),
        };
        Write(word, color, name, finding.Text);
    }

    private void Write(string word, Color color, string name, string text)
    {
        _context.Console.Out.Write(new Text($"{word,-8}", new Style(color)));
        _context.Console.WriteLine($"{name,-9} {text}");
    }
}
