using Gateway.Plugins;
using Microsoft.Extensions.Logging.Console;

namespace Gateway.Operations.Commands;

/// <summary>
/// The whole gateway, made but not started. Its log goes to standard error, and only warnings, and none on plugins, because what a command
/// prints is its answer. The program's own plugins are laid out in a folder that lasts as long as this: a command that is run by another user
/// must leave no file that the gateway's user cannot change.
/// </summary>
internal sealed class CommandGateway : IAsyncDisposable
{
    private const string ShippedDirectoryKey = PluginOptions.Section + ":" + nameof(PluginOptions.ShippedDirectory);

    private readonly DirectoryInfo _folder;
    private readonly WebApplication _app;

    private CommandGateway(DirectoryInfo folder, WebApplication app) => (_folder, _app) = (folder, app);

    public IServiceProvider Services => _app.Services;

    public static CommandGateway Create(string[] arguments)
    {
        var folder = Directory.CreateTempSubdirectory("gateway-command-");
        try
        {
            var builder = WebApplication.CreateSlimBuilder([.. arguments, $"--{ShippedDirectoryKey}={folder.FullName}"]);
            builder.AddGateway();
            builder.Logging.ClearProviders();
            builder.Logging.AddSimpleConsole(console => console.SingleLine = true);
            builder.Services.PostConfigure<ConsoleLoggerOptions>(console =>
            {
                console.FormatterName = ConsoleFormatterNames.Simple;
                console.LogToStandardErrorThreshold = LogLevel.Trace;
            });
            builder.Logging.AddFilter<ConsoleLoggerProvider>(category: null, LogLevel.Warning);
            builder.Logging.AddFilter<ConsoleLoggerProvider>("Polly", LogLevel.None);
            builder.Logging.AddFilter<ConsoleLoggerProvider>("Gateway.Plugins", LogLevel.None);
            return new CommandGateway(folder, builder.Build());
        }
        catch
        {
            folder.Delete(recursive: true);
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        _folder.Delete(recursive: true);
    }
}
