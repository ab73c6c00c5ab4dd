namespace Providers.Abstractions.Capabilities;

/// <summary>What to look for among repositories. The provider puts it into its platform's own language, escaped.</summary>
public sealed record ScmRepositoryQuery
{
    /// <summary>Words to find, separated by single spaces; empty for all.</summary>
    public string Text { get; init; } = "";

    /// <summary>Only repositories of this user or organisation (<c>user:</c>); <see langword="null"/> for any.</summary>
    public string? User { get; init; }

    /// <summary>
    /// <see langword="true"/> also forks, <see langword="false"/> no forks (<c>fork:</c>); <see langword="null"/> when it was not said:
    /// what the platform does by itself.
    /// </summary>
    public bool? Fork { get; init; }
}
