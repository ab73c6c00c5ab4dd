using Microsoft.Extensions.Logging.Console;

namespace Gateway.Operations.Commands;

/// <summary>What every command works with: the settings of its command line, and where it writes.</summary>
internal sealed record CommandContext(IReadOnlyList<string> Settings, CommandConsole Console)
{
    /// <summary>
    /// The settings as the host takes them. Its own watching of files is off, because a change must be found good before anything sees it:
    /// <see cref="Configuration.SettingsReload"/>.
    /// </summary>
    public string[] HostArguments => [.. Settings, "--hostBuilder:reloadConfigOnChange=false"];

    /// <summary>Where settings are read from: the working directory unless it is set.</summary>
    public string ContentRoot => new ConfigurationBuilder().AddCommandLine([.. Settings]).Build()[HostDefaults.ContentRootKey] ?? "";

    /// <summary>
    /// The whole gateway, made but not started: for commands that look into it. Its log goes to standard error, and only warnings, and none
    /// on plugins, because what a command prints is its answer.
    /// </summary>
    public WebApplication CreateGateway()
    {
        var builder = WebApplication.CreateSlimBuilder(HostArguments);
        builder.AddGateway();
        builder.Logging.ClearProviders();
        builder.Logging.AddSimpleConsole(console => console.SingleLine = true);
        builder.Services.Configure<ConsoleLoggerOptions>(console => console.LogToStandardErrorThreshold = LogLevel.Trace);
        builder.Logging.AddFilter<ConsoleLoggerProvider>(category: null, LogLevel.Warning);
        builder.Logging.AddFilter<ConsoleLoggerProvider>("Polly", LogLevel.None);
        builder.Logging.AddFilter<ConsoleLoggerProvider>("Gateway.Plugins", LogLevel.None);
        return builder.Build();
    }
}
