using Microsoft.Extensions.Logging;
using Providers.Abstractions;
using Providers.Abstractions.Capabilities;

namespace Providers.Testing.Tests.Acme;

/// <summary>Right in everything, but for its <see cref="Fault"/>.</summary>
public sealed class AcmeProvider(ILoggerFactory loggers)
    : IScmProvider, IPublicKeySource, IRepositorySearch, IPullRequestSearch, IOrganizationSource, IBranchSource, IOAuthPlatform
{
    private readonly ILogger _logger = loggers.CreateLogger("Acme");
    private ScmAccessToken? _keptToken;

    public Fault Fault { get; init; }

    public ScmType Type { get; } = ScmType.Parse("acme");

    public string PlatformName => Fault == Fault.EmptyPlatformName ? " " : "Acme";

    public IReadOnlyList<string> RequiredScopes => Fault == Fault.RepeatedScope ? ["read", "read"] : ["read"];

    public async Task<ScmResult<ScmAccount>> GetAccountAsync(ScmConnection connection, CancellationToken cancellationToken)
    {
        var (user, failure) = await ApiFor(connection).GetAsync("api/me", AcmeJson.Default.AcmeUser, cancellationToken);
        if (user is null)
        {
            return failure!;
        }

        if (Fault == Fault.AsksMoreThanRecorded)
        {
            await ApiFor(connection).GetAsync("api/me/else", AcmeJson.Default.AcmeUser, cancellationToken);
        }

        var isAcme = user.Kind == "person" || Fault == Fault.TakesAnyJson;
        if ((!isAcme || user.Id is not > 0 || string.IsNullOrWhiteSpace(user.Login)) && Fault != Fault.TakesAnyJson)
        {
            return ScmFailure.NotThisPlatform();
        }

        return new ScmAccount
        {
            Uid = Fault == Fault.IdsAreDoubles ? $"{(double)user.Id.GetValueOrDefault():0}" : $"{user.Id}",
            Username = user.Login ?? "nobody",
            AvatarUrl = Fault == Fault.PassesAnyAddress ? user.Avatar : Http(user.Avatar),
            Email = Fault == Fault.ThrowsOnNull ? user.Email!.Trim() : Fault == Fault.EmptyTextForNull ? user.Email ?? "" : Text(user.Email),
            ProfileUrl = Http(user.Page),
            Scopes = user.Scopes is null ? null : [.. user.Scopes.Where(scope => !string.IsNullOrWhiteSpace(scope)).OfType<string>()],
            ExpiresAt = user.ExpiresAt?.ToUniversalTime(),
        };
    }

    public async Task<ScmResult<IReadOnlyList<ScmPublicKey>>> GetPublicKeysAsync(ScmConnection connection, CancellationToken cancellationToken)
    {
        List<ScmPublicKey> keys = [];
        for (var page = 1; ; page++)
        {
            var (found, failure) = await ApiFor(connection).GetAsync($"api/me/keys?page={page}", AcmeJson.Default.AcmeKeyArray, cancellationToken);
            if (found is null)
            {
                return failure!;
            }

            keys.AddRange(found.Where(key => key?.Key is { } line && line.Split(' ') is [['s', 's', 'h', '-', ..], ['A', 'A', 'A', 'A', ..], ..])
                .Select(key => new ScmPublicKey
                {
                    Title = Text(key!.Title) ?? "key",
                    Content = Fault == Fault.KeysWithoutAlgorithm ? key.Key!.Split(' ')[1] : key.Key!,
                }));
            if (found.Length == 0 || Fault == Fault.FirstPageOfKeysOnly)
            {
                return Fault == Fault.KeysWhenThereAreNone && keys.Count == 0
                    ? ScmResult.Success<IReadOnlyList<ScmPublicKey>>([new ScmPublicKey { Title = "none", Content = "ssh-rsa AAAAB3NzaC1yc2E=" }])
                    : ScmResult.Success<IReadOnlyList<ScmPublicKey>>(keys);
            }
        }
    }

    public async Task<ScmResult<IReadOnlyList<ScmRepository>>> SearchRepositoriesAsync(
        ScmConnection connection, ScmRepositoryQuery query, CancellationToken cancellationToken)
    {
        var words = Fault == Fault.WordsAreNotEscaped ? query.Text : Uri.EscapeDataString(query.Text);
        var user = Fault == Fault.UsersAreNotEscaped ? query.User : Uri.EscapeDataString(query.User ?? "");
        var (found, failure) = await ApiFor(connection).GetAsync(
            $"api/repos?q={words}{(query.User is null ? "" : $"&owner={user}")}", AcmeJson.Default.AcmeRepoArray, cancellationToken,
            isNotFoundEmpty: Fault != Fault.UnknownOwnerIsNotThisPlatform);
        return found is null
            ? failure!
            : ScmResult.Success<IReadOnlyList<ScmRepository>>([.. found.Where(repo =>
                repo is { Id: not null } && Text(repo.Name) is not null && Http(repo.Url) is not null && repo.FullName?.EndsWith(repo.Name!, StringComparison.Ordinal) == true)
                .Select(repo => new ScmRepository
                {
                    Id = Fault == Fault.IdsAreDoubles ? (long)(double)repo!.Id! : repo!.Id!.Value,
                    Name = repo.Name!,
                    FullName = Fault == Fault.RepositoriesWithoutOwner ? repo.Name! : repo.FullName!,
                    Description = Text(repo.About),
                    Url = repo.Url!,
                })]);
    }

    public async Task<ScmResult<IReadOnlyList<ScmPullRequest>>> SearchPullRequestsAsync(
        ScmConnection connection, ScmPullRequestQuery query, CancellationToken cancellationToken)
    {
        var repository = query.Repository is null ? "" : $"&repo={Uri.EscapeDataString(query.Repository)}";
        var state = query.State is null ? "" : $"&state={(query.State == ScmPullRequestState.Open ? "open" : "closed")}";
        var (found, failure) = await ApiFor(connection).GetAsync(
            $"api/pulls?q={Uri.EscapeDataString(query.Text)}{repository}{state}", AcmeJson.Default.AcmePullArray, cancellationToken,
            isNotFoundEmpty: Fault != Fault.UnknownRepositoryIsNotThisPlatform);
        return found is null
            ? failure!
            : ScmResult.Success<IReadOnlyList<ScmPullRequest>>([.. found
                .Where(pull => pull is { Id: not null, Number: > 0, Title: not null } && Http(pull.Url) is not null)
                .Where(pull => Fault != Fault.DropsPullRequestsWithoutSource || pull!.Source is not null)
                .Select(pull => new ScmPullRequest
                {
                    Id = pull!.Id!.Value,
                    Number = Fault == Fault.WrongNumber ? (int)pull.Id.Value : pull.Number!.Value,
                    Title = pull.Title!,
                    HtmlUrl = pull.Url!,
                    SourceRepositoryName = Text(pull.Source?.FullName),
                    SourceRepositoryUrl = Http(pull.Source?.Url),
                })]);
    }

    public async Task<ScmResult<ScmPage<ScmOrganization>>> GetOrganizationsAsync(
        ScmConnection connection, ScmPageRequest page, CancellationToken cancellationToken)
    {
        var number = Fault == Fault.PastTheEndIsTheFirstPage ? 1 : page.Number;
        var (found, failure) = await ApiFor(connection).GetAsync(
            $"api/orgs?page={number}&size={page.Size}", AcmeJson.Default.AcmeOrgs, cancellationToken);
        if (found?.Items is null)
        {
            return failure ?? ScmFailure.NotThisPlatform();
        }

        List<ScmOrganization> items = [.. found.Items.Where(org => org is { Id: not null } && Text(org.Login) is not null && Http(org.Url) is not null)
            .Select(org => new ScmOrganization { Id = org!.Id!.Value, Login = org.Login!, Url = org.Url! })];
        return new ScmPage<ScmOrganization>(items, Fault == Fault.ForgetsTheTotal ? 0 : Math.Max(items.Count, found.Total ?? 0));
    }

    public async Task<ScmResult<IReadOnlyList<string>>> GetBranchesAsync(
        ScmConnection connection, string repository, CancellationToken cancellationToken)
    {
        var parts = repository.Split('/');
        if (Fault != Fault.NamesAreNotEscaped && (parts.Length != 2 || parts.Any(part => part is "" or "." or "..")))
        {
            return ScmResult.Success<IReadOnlyList<string>>([]);
        }

        var path = Fault == Fault.NamesAreNotEscaped ? repository : string.Join('/', parts.Select(Uri.EscapeDataString));
        List<string> branches = [];
        for (var page = 1; ; page++)
        {
            var (found, failure) = await ApiFor(connection).GetAsync(
                $"api/repos/{path}/branches?page={page}", AcmeJson.Default.StringArray, cancellationToken,
                isNotFoundEmpty: Fault != Fault.UnknownRepositoryIsNotThisPlatform);
            if (found is null)
            {
                return failure!;
            }

            branches.AddRange(found.Where(branch => !string.IsNullOrWhiteSpace(branch)).OfType<string>());
            if (found.Length == 0 || Fault == Fault.FirstPageOfBranchesOnly)
            {
                return ScmResult.Success<IReadOnlyList<string>>(branches);
            }
        }
    }

    public ScmOAuthEndpoints GetOAuthEndpoints(ScmInstance instance) => new()
    {
        AuthorizationEndpoint = Fault == Fault.OAuthElsewhere ? new Uri("https://login.example.net/authorize") : instance.Append("oauth/authorize"),
        TokenEndpoint = instance.Append("oauth/token"),
        Scopes = Fault == Fault.OAuthWithoutScopes ? [] : ["read"],
    };

    private static string? Text(string? value) => string.IsNullOrWhiteSpace(value) ? null : value;

    private static string? Http(string? value)
        => Uri.TryCreate(value, UriKind.Absolute, out var uri) && uri.Scheme is "https" or "http" ? value : null;

    private AcmeApi ApiFor(ScmConnection connection)
    {
        _keptToken ??= connection.Token;
        return new AcmeApi(connection, Fault == Fault.KeepsTheToken ? _keptToken : connection.Token, Fault, _logger);
    }
}
