using Providers.Abstractions;
using Providers.Abstractions.Capabilities;

namespace Providers.BitbucketDataCenter;

/// <summary>Bitbucket Data Center (before: Server, Stash): https://developer.atlassian.com/server/bitbucket/rest/. Not Bitbucket Cloud.</summary>
public sealed partial class BitbucketProvider
    : IScmProvider, IPublicKeySource, IRepositorySearch, IPullRequestSearch, IOrganizationSource, IBranchSource, IOAuthPlatform
{
    public ScmType Type { get; } = ScmType.Parse("bitbucket-data-center");

    public string PlatformName => "Bitbucket Data Center";

    /// <remarks>
    /// No call tells who is asking; each answer does, in the header X-AUSERNAME. So a call that anybody may make, and that only
    /// Bitbucket answers so, comes first; without the header the token was not taken.
    /// </remarks>
    public async Task<ScmResult<ScmAccount>> GetAccountAsync(ScmConnection connection, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(connection);
        var api = new BitbucketApi(connection);
        var properties = await api.GetAsync("api/latest/application-properties", BitbucketJson.Default.BitbucketProperties, cancellationToken);
        if (!properties.IsSuccess)
        {
            return properties.Failure;
        }

        if (properties.Value.Body.DisplayName != "Bitbucket")
        {
            return ScmFailure.NotThisPlatform();
        }

        if (properties.Value.UserName is not { } name)
        {
            return ScmFailure.TokenRejected();
        }

        var users = await api.GetAllAsync(
            $"api/latest/users?filter={Uri.EscapeDataString(name)}&avatarSize=128", BitbucketJson.Default.BitbucketPageBitbucketUser, cancellationToken);
        if (!users.IsSuccess)
        {
            return users.Failure;
        }

        // The filter finds parts of names too. A project's or repository's token belongs to a service user, which is not listed.
        var user = users.Value.FirstOrDefault(candidate =>
            string.Equals(candidate.Name, name, StringComparison.OrdinalIgnoreCase) && candidate.Type is null or "NORMAL");
        if (user is not { Id: > 0 } || BitbucketApi.TextOrNull(user.Name) is null)
        {
            return ScmFailure.TokenRejected("The token answers for no person.");
        }

        return new ScmAccount
        {
            Uid = $"{user.Id}",
            Username = user.Name!,
            AvatarUrl = BitbucketApi.HttpOrNull(connection.Instance, user.AvatarUrl),
            Email = BitbucketApi.TextOrNull(user.EmailAddress),
            ProfileUrl = BitbucketApi.LinkOrNull(user.Links),
        };
    }

    public async Task<ScmResult<IReadOnlyList<ScmPublicKey>>> GetPublicKeysAsync(ScmConnection connection, CancellationToken cancellationToken)
    {
        var keys = await new BitbucketApi(connection).GetAllAsync(
            "ssh/latest/keys", BitbucketJson.Default.BitbucketPageBitbucketKey, cancellationToken);
        return keys.IsSuccess
            ? ScmResult.Success<IReadOnlyList<ScmPublicKey>>([.. keys.Value
                .Where(key => IsOpenSsh(key.Text))
                .Select((key, i) => new ScmPublicKey { Title = BitbucketApi.TextOrNull(key.Label) ?? $"{key.Id ?? i + 1}", Content = key.Text! })])
            : keys.Failure;
    }

    /// <remarks>https://confluence.atlassian.com/bitbucketserver/bitbucket-oauth-2-0-provider-api-1108483661.html</remarks>
    public ScmOAuthEndpoints GetOAuthEndpoints(ScmInstance instance)
    {
        ArgumentNullException.ThrowIfNull(instance);
        return new ScmOAuthEndpoints
        {
            AuthorizationEndpoint = instance.Append("rest/oauth2/latest/authorize"),
            TokenEndpoint = instance.Append("rest/oauth2/latest/token"),
            Scopes = ["REPO_READ"],
        };
    }

    private static bool IsOpenSsh(string? line)
        => line?.Split(' ') is [{ Length: > 0 } algorithm, ['A', 'A', 'A', 'A', ..] blob, ..] && !line.AsSpan().ContainsAny('\r', '\n')
            && Convert.TryFromBase64String(blob, new byte[blob.Length], out var length) && length > algorithm.Length;
}
