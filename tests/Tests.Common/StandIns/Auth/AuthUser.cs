namespace Tests.Common.StandIns.Auth;

/// <summary>A user of the auth API.</summary>
public sealed record AuthUser
{
    /// <summary><c>us-</c> and a UUID.</summary>
    public required string Id { get; init; }

    public required string Email { get; init; }

    public required string Username { get; init; }

    /// <summary><c>tk-us-…</c>, to be exchanged for a bearer token.</summary>
    public required string ApiToken { get; init; }

    internal object AsOwner() => new { id = Id, email = Email, username = Username };
}
