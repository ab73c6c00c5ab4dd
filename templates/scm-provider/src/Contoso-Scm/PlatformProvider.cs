using Providers.Abstractions;

namespace Contoso_Scm;

/// <summary>What the gateway can ask of Contoso Git. A capability is one more interface, in a file of its own.</summary>
public sealed partial class PlatformProvider : IScmProvider
{
    public ScmType Type { get; } = ScmType.Parse("contoso-git");

    public string PlatformName => "Contoso Git";

    public async Task<ScmResult<ScmAccount>> GetAccountAsync(ScmConnection connection, CancellationToken cancellationToken)
    {
        var answer = await PlatformApi.GetAsync(connection, "api/user", PlatformJson.Default.PlatformUser, cancellationToken);
        if (!answer.IsSuccess)
        {
            return answer.Failure;
        }

        var user = answer.Value;
        if (user.Id is not > 0 || string.IsNullOrWhiteSpace(user.Login))
        {
            return ScmFailure.NotThisPlatform();
        }

        return new ScmAccount
        {
            Uid = $"{user.Id}",
            Username = user.Login,
            Email = string.IsNullOrWhiteSpace(user.Email) ? null : user.Email,
            AvatarUrl = HttpOrNull(user.AvatarUrl),
            ProfileUrl = HttpOrNull(user.HtmlUrl),
        };
    }

    private static string? HttpOrNull(string? address)
        => Uri.TryCreate(address, UriKind.Absolute, out var uri) && uri.Scheme is "https" or "http" ? address : null;
}
