namespace Gateway.Configuration;

/// <summary>A check that goes beyond one section.</summary>
internal interface ISettingsRule
{
    /// <summary>
    /// One sentence per problem, each starting with the full name of the key. The settings are those in use or, at a reload, those that would
    /// be: what a rule gets injected knows only the former.
    /// </summary>
    IAsyncEnumerable<string> FindProblemsAsync(IConfiguration settings, CancellationToken cancellationToken);
}
