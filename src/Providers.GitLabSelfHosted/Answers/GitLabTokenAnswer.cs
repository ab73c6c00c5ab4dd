namespace Providers.GitLabSelfHosted.Answers;

internal sealed record GitLabTokenAnswer
{
    public required IReadOnlyList<string> Scopes { get; init; }

    /// <summary>A day; null when the token does not end.</summary>
    public DateOnly? ExpiresAt { get; init; }
}
