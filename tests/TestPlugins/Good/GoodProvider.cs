using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;
using Providers.Abstractions;
using Providers.Abstractions.Capabilities;

namespace Good;

/// <summary>Answers from its settings, and calls its instance through the lent handler when the token asks for it.</summary>
public sealed partial class GoodProvider(IConfiguration settings, Greeting greeting, ILogger<GoodProvider> logger)
    : IScmProvider, IBranchSource, IRepositorySearch
{
    public ScmType Type => ScmType.Parse("good");

    public string PlatformName => "Good";

    public IReadOnlyList<string> RequiredScopes => ["read"];

    public async Task<ScmResult<ScmAccount>> GetAccountAsync(ScmConnection connection, CancellationToken cancellationToken)
    {
        LogCall(logger, connection.Instance.Url);
        if (connection.Token.Reveal() == "call")
        {
            var answer = await connection.HttpClient.GetStringAsync(connection.Instance.Append("whoami"), cancellationToken);
            return new ScmAccount { Uid = answer, Username = answer };
        }

        await Task.Yield();
        return new ScmAccount
        {
            Uid = settings["Uid"] ?? "1",
            Username = greeting.Text,
            AvatarUrl = "javascript:alert(1)",
            Scopes = new LazyList(["read", "write"]),
        };
    }

    public Task<ScmResult<IReadOnlyList<string>>> GetBranchesAsync(
        ScmConnection connection, string repository, CancellationToken cancellationToken)
        => Task.FromResult(ScmResult.Success<IReadOnlyList<string>>(new LazyList(["main", repository])));

    public Task<ScmResult<IReadOnlyList<ScmRepository>>> SearchRepositoriesAsync(
        ScmConnection connection, ScmRepositoryQuery query, CancellationToken cancellationToken)
        => Task.FromResult(ScmResult.Failed<IReadOnlyList<ScmRepository>>(ScmFailure.ScopeMissing(new LazyList(["repo"]))));

    [LoggerMessage(1, LogLevel.Information, "Asked at {Url}")]
    private static partial void LogCall(ILogger logger, string url);
}
