using Tests.Common.StandIns.Hosting;

namespace Tests.Common.StandIns.Platforms;

/// <summary>What the stand-ins of all platforms have: people, their tokens and keys, repositories, and OAuth.</summary>
public abstract class PlatformStandIn : StandIn
{
    private long _lastId = 7;

    protected PlatformStandIn(StandInOptions? options, string authorizePath, string tokenPath, IReadOnlyList<string> goodScopes)
        : base(options ?? new StandInOptions())
    {
        GoodScopes = goodScopes;
        Octo = AddAccount("octo");
        var oauth = new OAuthHandlers(this, Time);
        OAuth = oauth;
        Map("GET", authorizePath, OAuthHandlers.ShowConsent);
        Map("POST", authorizePath, oauth.Decide);
        Map("POST", tokenPath, oauth.GiveTokens);
    }

    /// <summary>The account that is there from the start; its good token is <c>good</c>.</summary>
    public PlatformAccount Octo { get; }

    public Shelf<PlatformAccount> Accounts { get; } = new();

    public Shelf<PlatformToken> Tokens { get; } = new();

    public Shelf<PlatformKey> Keys { get; } = new();

    public Shelf<PlatformRepository> Repositories { get; } = new();

    public Shelf<PlatformPullRequest> PullRequests { get; } = new();

    public Shelf<PlatformOrganization> Organizations { get; } = new();

    public OAuthHandlers OAuth { get; }

    internal IReadOnlyList<string> GoodScopes { get; }

    public PlatformAccount AddAccount(string login, string? email = null) => Accounts.Add(new PlatformAccount(NextId(), login, email));

    /// <summary>A token with the scopes that integrations need, unless others are named.</summary>
    public string AddToken(PlatformAccount account, string value, IReadOnlyList<string>? scopes = null)
        => Tokens.Add(new PlatformToken(value, account, scopes ?? GoodScopes)).Value;

    public void Revoke(string token) => Tokens.Remove(one => one.Value == token);

    public PlatformKey AddKey(PlatformAccount account, string title, string content)
        => Keys.Add(new PlatformKey(NextId(), account, title, content));

    public PlatformRepository AddRepository(string owner, string name, params string[] branches)
        => Repositories.Add(new PlatformRepository(NextId(), owner, name, branches.Length == 0 ? ["main"] : branches));

    public PlatformPullRequest AddPullRequest(PlatformRepository target, string title, PlatformRepository? source, bool isOpen = true)
        => PullRequests.Add(new PlatformPullRequest(
            NextId(), PullRequests.Count(one => one.Target == target) + 1, title, target, source, isOpen));

    public PlatformOrganization AddOrganization(string login, string? description = null)
        => Organizations.Add(new PlatformOrganization(NextId(), login, description));

    internal PlatformToken? TokenOf(StandInRequest request)
    {
        var value = request.Header("PRIVATE-TOKEN") ?? request.Credentials("Bearer") ?? request.Credentials("token");
        return Tokens.FirstOrDefault(token => token.Value == value && (token.ExpiresAt is not { } end || end > Time.GetUtcNow()));
    }

    internal long NextId() => Interlocked.Increment(ref _lastId);

    /// <summary>One page of a list, and whether another follows.</summary>
    internal static (IReadOnlyList<T> Items, bool HasNext) Page<T>(StandInRequest request, IReadOnlyList<T> all, int size = 30)
    {
        var perPage = request.Number("per_page", size, most: 100);
        var page = request.Number("page", 1);
        return ([.. all.Skip((page - 1) * perPage).Take(perPage)], page * perPage < all.Count);
    }

    /// <summary>The address of another page of the same list.</summary>
    internal string PageUrl(StandInRequest request, int page)
        => $"{Url}{request.Path}?per_page={request.Number("per_page", 30, most: 100)}&page={page}";
}
