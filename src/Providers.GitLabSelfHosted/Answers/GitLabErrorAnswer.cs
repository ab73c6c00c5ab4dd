namespace Providers.GitLabSelfHosted.Answers;

/// <summary>The form of a refusal by OAuth's rules. Other refusals are <c>{"message": …}</c> and are told by their status alone.</summary>
internal sealed record GitLabErrorAnswer
{
    public string? Error { get; init; }

    /// <summary>The scopes of which one would do, separated by spaces.</summary>
    public string? Scope { get; init; }
}
