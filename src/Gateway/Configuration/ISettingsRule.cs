namespace Gateway.Configuration;

/// <summary>A check that goes beyond one section.</summary>
internal interface ISettingsRule
{
    /// <summary>One sentence per problem, each starting with the full name of the key.</summary>
    IAsyncEnumerable<string> FindProblemsAsync(CancellationToken cancellationToken);
}
