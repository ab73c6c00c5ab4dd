using Providers.Abstractions;
using Providers.Abstractions.Capabilities;

namespace MissingMember;

public sealed class MissingMemberProvider : IScmProvider, IFutureCapability
{
    public ScmType Type => ScmType.Parse("missing-member");

    public string PlatformName => new ScmPageRequest(1, 1, "cursor").Cursor;

    public Task<ScmResult<ScmAccount>> GetAccountAsync(ScmConnection connection, CancellationToken cancellationToken)
        => Task.FromResult<ScmResult<ScmAccount>>(ScmFailure.TokenRejected());
}
