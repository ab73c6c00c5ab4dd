namespace Providers.GitLabSelfHosted.Answers;

internal sealed record GitLabForkParent
{
    public required long Id { get; init; }
}
