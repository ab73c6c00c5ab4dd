using Tests.Common.StandIns.Hosting;

namespace Tests.Common.StandIns.Auth;

/// <summary>
/// The auth API behind the gateway: users, bearer tokens, keys, its own old integrations; and an echo for everything else.
/// </summary>
public sealed class AuthUpstreamStandIn : StandIn
{
    public const string Issuer = "Stand-in Users API";

    /// <summary>The <c>aud</c> of its tokens, for identity by JWT.</summary>
    public const string Audience = "stand-in-auth";

    private readonly BearerTokens _tokens;
    private readonly TimeSpan _lifetime = TimeSpan.FromHours(1);

    public AuthUpstreamStandIn(StandInOptions? options = null)
        : base(options ?? new StandInOptions())
    {
        Alice = AddUser("alice", "us-c4e889d8-9bbc-4dfa-b39f-5d41c888349d");
        Bob = AddUser("bob", "us-88c4e9af-f93c-4284-867a-fa414d49c5de");
        _tokens = new BearerTokens(Time, Users);

        var session = new SessionHandlers(_tokens, Users, _lifetime);
        Map("POST", "/v1/tokens/exchange", session.Exchange);
        Map("GET", "/v1/users/self", session.Self);

        var keys = new KeyHandlers(_tokens, Keys, Time);
        Map("GET", "/v1/keys", keys.List);
        Map("POST", "/v1/keys", keys.Create);
        Map("DELETE", "/v1/keys/{id}", keys.Delete);

        var integrations = new OldIntegrationHandlers(_tokens, Integrations);
        Map("GET", "/v1/scm_integrations", integrations.List);
        Map("GET", "/v1/scm_integrations/{id}", integrations.Show);
        Map("POST", "/v1/scm_integrations", integrations.Create);
        Map("DELETE", "/v1/scm_integrations/{id}", integrations.Delete);

        Map(null, "**", EchoHandler.Answer, priority: 9);
    }

    public AuthUser Alice { get; }

    public AuthUser Bob { get; }

    public Shelf<AuthUser> Users { get; } = new();

    public Shelf<AuthKey> Keys { get; } = new();

    public Shelf<OldIntegration> Integrations { get; } = new();

    /// <summary>What its tokens are signed with, base64, for identity by JWT.</summary>
    public string SigningKey => Convert.ToBase64String(_tokens.Key);

    /// <summary>What reached the upstream's own integrations; behind a gateway that does not adopt, nothing may.</summary>
    public IReadOnlyList<StandInRequest> RequestsForIntegrations
        => [.. Requests.All.Where(request => Uri.UnescapeDataString(request.Path)
            .Contains("scm_integrations", StringComparison.OrdinalIgnoreCase))];

    public AuthUser AddUser(string username, string? id = null) => Users.Add(new AuthUser
    {
        Id = id ?? $"us-{Guid.NewGuid()}",
        Email = $"{username}@example.com",
        Username = username,
        ApiToken = $"tk-us-{username}-{Guid.NewGuid():N}",
    });

    /// <summary>A bearer token of that user, as the exchange gives it.</summary>
    public string IssueToken(AuthUser user, TimeSpan? lifetime = null) => _tokens.Issue(user, lifetime ?? _lifetime);

    /// <summary>Takes any text for a bearer token of that user.</summary>
    public void AcceptToken(string token, AuthUser user) => _tokens.Accept(token, user);

    /// <summary>From now on the token is answered with 401.</summary>
    public void RevokeToken(string token) => _tokens.Revoke(token);

    /// <summary>Puts a key into a user's account.</summary>
    public AuthKey AddKey(AuthUser owner, string name, string content)
        => Keys.Add(new AuthKey(Guid.NewGuid().ToString(), name, content, owner, Time.GetUtcNow()));
}
