using System.CommandLine;
using Gateway.Configuration;

namespace Gateway.Operations.Commands;

/// <summary><c>gateway init</c>: writes settings to fill in.</summary>
internal sealed class InitCommand : Command, IHasExamples
{
    private static readonly Option<string?> Upstream = new("--upstream")
    {
        Description = "The address of the auth API, for example https://auth.example.com.",
        HelpName = "address",
    };

    private static readonly Option<bool> Force = new("--force")
    {
        Description = "Write over an appsettings.json that is there.",
    };

    private readonly CommandContext _context;

    public InitCommand(CommandContext context)
        : base("init", "Write a commented appsettings.json, and the schema that editors check it with, to the working directory.")
    {
        _context = context;
        Options.Add(Upstream);
        Options.Add(Force);
        SetAction((parsed, cancellationToken) => RunAsync(parsed.GetValue(Upstream), parsed.GetValue(Force), cancellationToken));
    }

    public string Examples => """
        Every setting stands in the file with its default, behind slashes: take them away in front of what you change.

        Examples:
          gateway init --upstream https://auth.example.com
          gateway init --force                             begin again
        """;

    private async Task<int> RunAsync(string? upstream, bool force, CancellationToken cancellationToken)
    {
        if (upstream is not null && !IsAddress(upstream))
        {
            _context.Console.WriteError("--upstream must be an http or https address, for example https://auth.example.com.");
            return ExitCodes.WrongUsage;
        }

        var settings = Path.Combine(_context.ContentRoot, SettingsTemplate.FileName);
        if (File.Exists(settings) && !force)
        {
            _context.Console.WriteError($"{SettingsTemplate.FileName} is there already. Use --force to write over it.");
            return ExitCodes.Failed;
        }

        await File.WriteAllTextAsync(
            Path.Combine(_context.ContentRoot, SettingsTemplate.SchemaFileName), SettingsTemplate.ReadSchema(), cancellationToken);
        await File.WriteAllTextAsync(settings, SettingsTemplate.Create(upstream), cancellationToken);
        _context.Console.WriteLine($"Wrote {SettingsTemplate.FileName} and {SettingsTemplate.SchemaFileName}.");
        _context.Console.WriteLine(upstream is null
            ? "Next: write the auth API's address into it, then run: gateway check --online"
            : "Next: gateway check --online");
        return ExitCodes.Done;
    }

    private static bool IsAddress(string text)
        => Uri.TryCreate(text, UriKind.Absolute, out var address)
            && (address.Scheme == Uri.UriSchemeHttps || address.Scheme == Uri.UriSchemeHttp);
}
