namespace Gateway.Configuration;

/// <summary>The gateway cannot start with these settings. One sentence per problem, each with the full name of its key.</summary>
internal sealed class InvalidSettingsException(IReadOnlyList<string> problems)
    : Exception("The settings are not valid:" + string.Concat(problems.Select(problem => Environment.NewLine + "  " + problem)))
{
    public IReadOnlyList<string> Problems { get; } = problems;
}
