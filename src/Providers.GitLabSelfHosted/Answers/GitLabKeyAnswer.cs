namespace Providers.GitLabSelfHosted.Answers;

internal sealed record GitLabKeyAnswer
{
    public required long Id { get; init; }

    public required string Key { get; init; }

    public string? Title { get; init; }

    /// <summary><c>auth</c>, <c>signing</c> or <c>auth_and_signing</c>; null where the version does not tell yet.</summary>
    public string? UsageType { get; init; }
}
