using Providers.Abstractions;

namespace Twin;

public sealed class TwinProvider : IScmProvider
{
    public ScmType Type => ScmType.Parse("good");

    public string PlatformName => "Twin";

    public Task<ScmResult<ScmAccount>> GetAccountAsync(ScmConnection connection, CancellationToken cancellationToken)
        => Task.FromResult<ScmResult<ScmAccount>>(new ScmAccount { Uid = "twin", Username = "twin" });
}
