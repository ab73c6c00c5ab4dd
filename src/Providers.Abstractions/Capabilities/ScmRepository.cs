namespace Providers.Abstractions.Capabilities;

/// <summary>A repository on a platform.</summary>
public sealed record ScmRepository
{
    /// <summary>The platform's numeric id.</summary>
    public required long Id { get; init; }

    /// <summary>The short name, without its owner.</summary>
    public required string Name { get; init; }

    /// <summary>Owner and name: <c>owner/name</c>, or <c>group/subgroup/name</c>.</summary>
    public required string FullName { get; init; }

    /// <summary><see langword="null"/> when it has none.</summary>
    public string? Description { get; init; }

    /// <summary>The absolute address of its page.</summary>
    public required string Url { get; init; }
}
