namespace Gateway.Configuration;

/// <summary>Finds every problem in the settings at once: unknown keys, values that cannot be read or are out of range, a proxy that leads nowhere.</summary>
internal sealed class SettingsCheck(
    IConfiguration configuration, IEnumerable<SettingsSection> sections, IEnumerable<ISettingsRule> rules, IServiceProvider services)
{
    /// <exception cref="InvalidSettingsException">There is a problem.</exception>
    public async Task ThrowIfInvalidAsync(CancellationToken cancellationToken)
    {
        var problems = await FindProblemsAsync(cancellationToken);
        if (problems.Count > 0)
        {
            throw new InvalidSettingsException(problems);
        }
    }

    public Task<IReadOnlyList<string>> FindProblemsAsync(CancellationToken cancellationToken)
        => FindProblemsAsync(configuration, cancellationToken);

    /// <summary>As the other, for settings that are not in use yet.</summary>
    public async Task<IReadOnlyList<string>> FindProblemsAsync(IConfiguration settings, CancellationToken cancellationToken)
    {
        var problems = new SettingsShape([.. sections]).FindProblems(settings).ToList();
        foreach (var section in sections)
        {
            problems.AddRange(FindProblems(section, settings, alreadyNamed: IsAmong(problems, section.Path)));
        }

        foreach (var rule in rules)
        {
            await foreach (var problem in rule.FindProblemsAsync(settings, cancellationToken))
            {
                problems.Add(problem);
            }
        }

        return [.. problems.Distinct()];
    }

    private List<string> FindProblems(SettingsSection section, IConfiguration settings, bool alreadyNamed)
    {
        try
        {
            return section.FindProblems?.Invoke(services, settings).ToList() ?? [];
        }
        catch (InvalidOperationException) when (alreadyNamed)
        {
            // A value that cannot be read: it has been named, in better words than the binder's.
            return [];
        }
    }

    private static bool IsAmong(List<string> problems, string path)
        => problems.Exists(problem => problem.StartsWith(path, StringComparison.OrdinalIgnoreCase));
}
