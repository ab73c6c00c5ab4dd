using Gateway.Configuration;

namespace Gateway.Operations.Checks;

internal sealed class SettingsFindings(SettingsCheck settings) : ICheck
{
    public string Name => "settings";

    public bool IsOnline => false;

    public bool NeedsValidSettings => false;

    public async Task<IReadOnlyList<CheckFinding>> RunAsync(CancellationToken cancellationToken)
    {
        var problems = await settings.FindProblemsAsync(cancellationToken);
        return problems.Count == 0 ? [CheckFinding.Good("are valid")] : [.. problems.Select(CheckFinding.Problem)];
    }
}
