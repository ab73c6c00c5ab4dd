namespace Providers.Abstractions.Capabilities;

/// <summary>An organisation or a group on a platform.</summary>
public sealed record ScmOrganization
{
    /// <summary>The platform's numeric id.</summary>
    public required long Id { get; init; }

    /// <summary>Its name in addresses (GitLab: the full path).</summary>
    public required string Login { get; init; }

    /// <summary><see langword="null"/> when it has none.</summary>
    public string? AvatarUrl { get; init; }

    /// <summary><see langword="null"/> when it has none.</summary>
    public string? Description { get; init; }

    /// <summary>The absolute address of its page.</summary>
    public required string Url { get; init; }
}
