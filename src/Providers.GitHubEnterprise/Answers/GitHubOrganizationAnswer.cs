namespace Providers.GitHubEnterprise.Answers;

internal sealed record GitHubOrganizationAnswer
{
    public required long Id { get; init; }

    public required string Login { get; init; }

    public string? AvatarUrl { get; init; }

    public string? Description { get; init; }
}
