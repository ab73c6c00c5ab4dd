using System.CommandLine;
using Gateway.Configuration;
using Gateway.Storage;
using Gateway.Storage.Maintenance;

namespace Gateway.Operations.Commands;

/// <summary>A command that works on the store: with the settings of store and keys alone, so that it runs before anything else is right.</summary>
internal abstract class StoreCommand(CommandContext context, string name, string description) : Command(name, description)
{
    private static readonly string[] Sections = ["Gateway:Storage", "Gateway:Keys"];

    protected CommandConsole Console => context.Console;

    /// <summary>Does the work; what keeps a store from being worked on is told in its own words.</summary>
    protected async Task<int> RunAsync(Func<IServiceProvider, IProgress<StoreProgress>, Task> work, CancellationToken cancellationToken)
    {
        await using var gateway = context.CreateGateway();
        var problems = await gateway.Services.GetRequiredService<SettingsCheck>().FindProblemsAsync(cancellationToken);
        if (problems.Where(problem => Array.Exists(Sections, section => problem.StartsWith(section, StringComparison.Ordinal))).ToList() is { Count: > 0 } ours)
        {
            throw new InvalidSettingsException(ours);
        }

        try
        {
            await work(gateway.Services, new StoreProgressLines(Console));
            return ExitCodes.Done;
        }
        catch (Exception exception) when (exception is StoreUnavailableException or InvalidDataException or IOException or UnauthorizedAccessException)
        {
            Console.WriteError(exception.Message);
            return ExitCodes.Failed;
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            Console.WriteError("Interrupted. Nothing is half done: start it again.");
            return ExitCodes.Failed;
        }
    }
}
