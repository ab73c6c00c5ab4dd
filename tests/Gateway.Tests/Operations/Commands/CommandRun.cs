using Gateway.Operations.Commands;

namespace Gateway.Tests.Operations.Commands;

/// <summary>Runs a command as the program does, in a folder of its own, and keeps what it printed.</summary>
internal sealed class CommandRun : IDisposable
{
    public DirectoryInfo Folder { get; } = Directory.CreateTempSubdirectory("gateway-command-");

    public string Output { get; private set; } = "";

    public string Errors { get; private set; } = "";

    public IReadOnlyList<string>? ServedWith { get; private set; }

    public async Task<int> RunAsync(params string[] arguments)
    {
        using var output = new StringWriter();
        using var errors = new StringWriter();
        var code = await GatewayCommand.RunAsync(
            [.. arguments, $"--contentRoot={Folder.FullName}"],
            settings =>
            {
                ServedWith = settings;
                return Task.CompletedTask;
            },
            new CommandConsole(output, errors, isTerminal: false));
        (Output, Errors) = (output.ToString(), errors.ToString());
        return code;
    }

    public string PathOf(string name) => Path.Combine(Folder.FullName, name);

    public void Dispose() => Folder.Delete(recursive: true);
}
