using System.Text.Json;
using Providers.Abstractions;
using Providers.Abstractions.Capabilities;

namespace Misbehaving;

public sealed class MisbehavingProvider : IScmProvider, IBranchSource, IOAuthPlatform
{
    private static readonly ManualResetEventSlim Never = new();

    public ScmType Type => ScmType.Parse("misbehaving");

    public string PlatformName => "Misbehaving";

    public Task<ScmResult<ScmAccount>> GetAccountAsync(ScmConnection connection, CancellationToken cancellationToken)
        => connection.Token.Reveal() switch
        {
            "throw-at-once" => throw new OwnException($"with the token {connection.Token.Reveal()} in its message"),
            "throw-later" => ThrowLaterAsync(connection.Token.Reveal()),
            "http" => throw new HttpRequestException(HttpRequestError.ConnectionError),
            "wrapped" => throw new OwnException("wrapped", new HttpRequestException(HttpRequestError.NameResolutionError)),
            "too-much" => throw new HttpRequestException(HttpRequestError.ConfigurationLimitExceeded),
            "ended" => throw new HttpRequestException(HttpRequestError.ResponseEnded),
            "json" => throw new JsonException("not JSON"),
            "null-task" => null!,
            "null-result" => Task.FromResult<ScmResult<ScmAccount>>(null!),
            "no-uid" => Task.FromResult<ScmResult<ScmAccount>>(new ScmAccount { Uid = "", Username = "somebody" }),
            "null-name" => Task.FromResult<ScmResult<ScmAccount>>(new ScmAccount { Uid = "1", Username = null! }),
            "ignore" => IgnoreAsync(),
            "obey" => ObeyAsync(cancellationToken),
            "block" => Block(),
            "leak" => LeakAThread(),
            _ => Task.FromResult<ScmResult<ScmAccount>>(new ScmAccount { Uid = "1", Username = "calm" }),
        };

    public Task<ScmResult<IReadOnlyList<string>>> GetBranchesAsync(
        ScmConnection connection, string repository, CancellationToken cancellationToken)
        => Task.FromResult(ScmResult.Success<IReadOnlyList<string>>(
            repository == "endless" ? new EndlessList() : ["main", null!]));

    public ScmOAuthEndpoints GetOAuthEndpoints(ScmInstance instance) => throw new OwnException("no endpoints");

    private static async Task<ScmResult<ScmAccount>> ThrowLaterAsync(string token)
    {
        await Task.Yield();
        throw new OwnException($"with the token {token} in its message");
    }

    private static async Task<ScmResult<ScmAccount>> IgnoreAsync()
    {
        await Task.Delay(Timeout.Infinite, CancellationToken.None);
        return ScmFailure.TokenRejected();
    }

    private static async Task<ScmResult<ScmAccount>> ObeyAsync(CancellationToken cancellationToken)
    {
        await Task.Delay(Timeout.Infinite, cancellationToken);
        return ScmFailure.TokenRejected();
    }

    private static Task<ScmResult<ScmAccount>> Block()
    {
        Never.Wait();
        return Task.FromResult<ScmResult<ScmAccount>>(ScmFailure.TokenRejected());
    }

    private static Task<ScmResult<ScmAccount>> LeakAThread()
    {
        new Thread(() => Never.Wait()) { IsBackground = true }.Start();
        return Task.FromResult<ScmResult<ScmAccount>>(new ScmAccount { Uid = "1", Username = "leaky" });
    }
}
