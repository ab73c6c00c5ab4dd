using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;

namespace Gateway.Operations.Commands;

/// <summary>The program <c>gateway</c>: without a command it serves.</summary>
internal sealed class GatewayCommand : RootCommand, IHasExamples
{
    private GatewayCommand(CommandContext context, Func<string[], Task> serve)
        : base("An edge gateway: serves /v1/scm_integrations itself and proxies every other route to an auth API. "
            + "Without a command it serves until it is told to stop.")
    {
        foreach (var command in Commands(context))
        {
            Subcommands.Add(command);
        }

        Options.OfType<HelpOption>().Single().Action = new HelpWithExamples((HelpAction)Options.OfType<HelpOption>().Single().Action!);
        Options.OfType<VersionOption>().Single().Action = new VersionAction();
        SetAction(async (_, _) =>
        {
            await serve(context.HostArguments);
            return ExitCodes.Done;
        });
    }

    public string Examples => """
        Settings:
          Every setting can be given in appsettings.json in the working directory, in the environment (with __ for :)
          or on the command line of any command; the later wins. The one that must be given is the auth API's address.

        Examples:
          gateway init                                     write an appsettings.json to fill in
          gateway check --online                           find out what would keep it from working
          gateway                                          serve on http://127.0.0.1:8080
          gateway --Urls http://127.0.0.1:9000 --ReverseProxy:Clusters:auth:Destinations:primary:Address=https://auth.example.com
          ReverseProxy__Clusters__auth__Destinations__primary__Address=https://auth.example.com gateway

        Exit codes:
          0 done, 1 failed, 2 wrong usage
        """;

    /// <param name="args">As the program got them.</param>
    /// <param name="serve">Serves with the settings it is given until the program is told to stop.</param>
    /// <param name="console">Where to write; the process's own unless given.</param>
    public static async Task<int> RunAsync(string[] args, Func<string[], Task> serve, CommandConsole? console = null)
    {
        console ??= CommandConsole.OfProcess();
        var names = new GatewayCommand(new CommandContext([], console), serve).OptionNames();
        var arguments = CommandArguments.Split(args, names);
        var parsed = new GatewayCommand(new CommandContext(arguments.Settings, console), serve).Parse(arguments.Words);
        if (parsed.Action is ParseErrorAction refusal)
        {
            refusal.ShowHelp = false;
        }

        try
        {
            var result = await parsed.InvokeAsync(new InvocationConfiguration
            {
                Output = console.Output,
                Error = console.ErrorOutput,
                EnableDefaultExceptionHandler = false,
                // The host has its own way to stop.
                ProcessTerminationTimeout = parsed.CommandResult.Command is GatewayCommand ? null : TimeSpan.FromSeconds(10),
            });
            if (parsed.Action is not ParseErrorAction)
            {
                return result;
            }

            console.WriteError("Run gateway --help, or --help behind a command, to see what can be written.");
            return ExitCodes.WrongUsage;
        }
        catch (Exception exception) when (IsTheProgram && StartFailures.Describe(exception) is not null)
        {
            foreach (var line in StartFailures.Describe(exception)!)
            {
                console.WriteError(line);
            }

            return ExitCodes.Failed;
        }
    }

    // Where another program hosts the gateway, as tests do, failures are its to see.
    private static bool IsTheProgram => System.Reflection.Assembly.GetEntryAssembly() == typeof(Program).Assembly;

    private static IEnumerable<Command> Commands(CommandContext context) =>
    [
        new CheckCommand(context),
        new InitCommand(context),
        new PluginsCommand(context),
        new BackupCommand(context),
        new RestoreCommand(context),
        new MigrateCommand(context),
        new RotateKeysCommand(context),
    ];

    private HashSet<string> OptionNames()
        => [.. Subcommands.Append(this).SelectMany(command => command.Options).SelectMany(option => option.Aliases.Append(option.Name))];
}
