using System.Globalization;

namespace Tests.Common.StandIns.Auth;

/// <summary>An integration that the upstream keeps itself, from the time before the gateway.</summary>
public sealed record OldIntegration
{
    public required AuthUser Owner { get; init; }

    public string Id { get; init; } = Guid.NewGuid().ToString();

    public required string ScmType { get; init; }

    public required string Url { get; init; }

    /// <summary>Left out of the answers when <see langword="null"/>.</summary>
    public string? AccessToken { get; init; }

    public string Uid { get; init; } = "8";

    public string Username { get; init; } = "test-user";

    public string Email { get; init; } = "test-user@example.com";

    public DateTimeOffset CreatedAt { get; init; } = new(2019, 8, 12, 11, 59, 37, 298, TimeSpan.Zero);

    internal IDictionary<string, object> AsJson()
    {
        var fields = new Dictionary<string, object>
        {
            ["id"] = Id,
            ["scm_type"] = ScmType,
            ["url"] = Url,
            ["created_at"] = CreatedAt.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture),
            ["uid"] = Uid,
            ["username"] = Username,
            ["avatar_url"] = $"{Url}/avatars/u/{Uid}?",
            ["email"] = Email,
            ["profile_url"] = $"{Url}/{Username}",
            ["owner"] = Owner.AsOwner(),
        };
        if (AccessToken is not null)
        {
            fields["access_token"] = AccessToken;
        }

        return fields;
    }
}
