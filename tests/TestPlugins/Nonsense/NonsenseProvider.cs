using Providers.Abstractions;

namespace Nonsense;

public sealed class NonsenseProvider : IScmProvider
{
    public ScmType Type => ScmType.Parse("nonsense");

    public string PlatformName => null!;

    public Task<ScmResult<ScmAccount>> GetAccountAsync(ScmConnection connection, CancellationToken cancellationToken)
        => Task.FromResult<ScmResult<ScmAccount>>(ScmFailure.TokenRejected());
}
