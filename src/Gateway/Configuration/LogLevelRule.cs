using System.Runtime.CompilerServices;

namespace Gateway.Configuration;

/// <summary>Names levels that do not exist.</summary>
internal sealed class LogLevelRule : ISettingsRule
{
    private const string Section = "Logging";

    public async IAsyncEnumerable<string> FindProblemsAsync(
        IConfiguration settings, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await Task.CompletedTask;
        foreach (var problem in FindProblems(settings))
        {
            yield return problem;
        }
    }

    /// <summary>By itself, because the host reads these levels before anything else can be asked.</summary>
    public static IEnumerable<string> FindProblems(IConfiguration settings)
        => settings.GetSection(Section).GetChildren()
            .Select(child => child.Key.Equals("LogLevel", StringComparison.OrdinalIgnoreCase) ? child : child.GetSection("LogLevel"))
            .SelectMany(levels => levels.GetChildren())
            .Where(level => !string.IsNullOrEmpty(level.Value) && !Enum.TryParse<LogLevel>(level.Value, ignoreCase: true, out _))
            .Select(level => $"{level.Path} must be one of {string.Join(", ", Enum.GetNames<LogLevel>())}.");
}
