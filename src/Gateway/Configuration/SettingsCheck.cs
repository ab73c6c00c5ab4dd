using Microsoft.Extensions.Options;

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

    public async Task<IReadOnlyList<string>> FindProblemsAsync(CancellationToken cancellationToken)
    {
        var problems = new SettingsShape([.. sections]).FindProblems(configuration.GetSection(SettingsShape.Root)).ToList();

        foreach (var section in sections)
        {
            problems.AddRange(Validate(section, alreadyNamed: problems.Exists(problem => problem.StartsWith(section.Path, StringComparison.Ordinal))));
        }

        foreach (var rule in rules)
        {
            await foreach (var problem in rule.FindProblemsAsync(cancellationToken))
            {
                problems.Add(problem);
            }
        }

        return [.. problems.Distinct()];
    }

    private IEnumerable<string> Validate(SettingsSection section, bool alreadyNamed)
    {
        try
        {
            section.Validate(services);
            return [];
        }
        catch (OptionsValidationException exception)
        {
            return exception.Failures;
        }
        catch (InvalidOperationException) when (alreadyNamed)
        {
            // A value that cannot be read: it has been named, in better words than the binder's.
            return [];
        }
    }
}
