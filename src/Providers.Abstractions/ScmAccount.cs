namespace Providers.Abstractions;

/// <summary>The person on the platform whom a token answers for, and what the platform tells about the token.</summary>
public sealed record ScmAccount
{
    /// <summary>The platform's id of the person, as text (also where the platform has a number). Never empty.</summary>
    public required string Uid { get; init; }

    /// <summary>The login or user name. Never empty.</summary>
    public required string Username { get; init; }

    /// <summary>An absolute http(s) address of a picture; <see langword="null"/> when the platform gives none.</summary>
    public string? AvatarUrl { get; init; }

    /// <summary>The mail address; <see langword="null"/> when the platform hides it.</summary>
    public string? Email { get; init; }

    /// <summary>An absolute http(s) address of the person's page; <see langword="null"/> when the platform gives none.</summary>
    public string? ProfileUrl { get; init; }

    /// <summary>
    /// The scopes of the token, including those that the platform implies by them; empty when the token has none.
    /// <see langword="null"/> when the platform does not tell, as with GitHub's fine-grained tokens: such a token is accepted.
    /// </summary>
    public IReadOnlyList<string>? Scopes { get; init; }

    /// <summary>When the token stops working, UTC; <see langword="null"/> when it does not, or the platform does not tell.</summary>
    public DateTimeOffset? ExpiresAt { get; init; }
}
