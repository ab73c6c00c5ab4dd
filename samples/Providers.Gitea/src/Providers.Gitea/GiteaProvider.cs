using Providers.Abstractions;
using Providers.Abstractions.Capabilities;

namespace Providers.Gitea;

/// <summary>Gitea and Forgejo, which share the API: https://docs.gitea.com/api/ and https://forgejo.org/docs/latest/user/api-usage/.</summary>
public sealed partial class GiteaProvider
    : IScmProvider, IPublicKeySource, IRepositorySearch, IPullRequestSearch, IOrganizationSource, IBranchSource, IOAuthPlatform
{
    public ScmType Type { get; } = ScmType.Parse("gitea");

    public string PlatformName => "Gitea";

    public string DisplayName => "Gitea or Forgejo";

    public async Task<ScmResult<ScmAccount>> GetAccountAsync(ScmConnection connection, CancellationToken cancellationToken)
    {
        var answer = await new GiteaApi(connection).GetAsync("user", GiteaJson.Default.GiteaUser, cancellationToken);
        if (!answer.IsSuccess)
        {
            return answer.Failure;
        }

        var user = answer.Value.Body;
        if (user.Id is not > 0 || GiteaApi.TextOrNull(user.Login) is not { } login)
        {
            return ScmFailure.NotThisPlatform();
        }

        return new ScmAccount
        {
            Uid = $"{user.Id}",
            Username = login,
            AvatarUrl = GiteaApi.HttpOrNull(user.AvatarUrl),
            Email = GiteaApi.TextOrNull(user.Email),
            ProfileUrl = GiteaApi.HttpOrNull(user.HtmlUrl),
        };
    }

    public async Task<ScmResult<IReadOnlyList<ScmPublicKey>>> GetPublicKeysAsync(ScmConnection connection, CancellationToken cancellationToken)
    {
        var answer = await new GiteaApi(connection).GetAllAsync("user/keys", GiteaJson.Default.GiteaKeyArray, cancellationToken);
        return answer.IsSuccess
            ? ScmResult.Success<IReadOnlyList<ScmPublicKey>>([.. answer.Value
                .Where(key => IsOpenSsh(key.Key))
                .Select((key, i) => new ScmPublicKey { Title = GiteaApi.TextOrNull(key.Title) ?? $"{key.Id ?? i + 1}", Content = key.Key! })])
            : answer.Failure;
    }

    public ScmOAuthEndpoints GetOAuthEndpoints(ScmInstance instance)
    {
        ArgumentNullException.ThrowIfNull(instance);
        return new ScmOAuthEndpoints
        {
            AuthorizationEndpoint = instance.Append("login/oauth/authorize"),
            TokenEndpoint = instance.Append("login/oauth/access_token"),
            Scopes = ["read:user", "read:organization", "read:repository", "read:issue"],
        };
    }

    private static bool IsOpenSsh(string? line)
        => line?.Split(' ') is [{ Length: > 0 } algorithm, ['A', 'A', 'A', 'A', ..] blob, ..] && !line.AsSpan().ContainsAny('\r', '\n')
            && Convert.TryFromBase64String(blob, new byte[blob.Length], out var length) && length > algorithm.Length;
}
