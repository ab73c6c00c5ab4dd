using Providers.Abstractions;

namespace Providers.Testing.Tests.Acme;

/// <summary>Takes what nobody registers.</summary>
public sealed class UnmakeableProvider(Uri something) : IScmProvider
{
    public ScmType Type { get; } = ScmType.Parse("unmakeable");

    public string PlatformName => something.Host;

    public Task<ScmResult<ScmAccount>> GetAccountAsync(ScmConnection connection, CancellationToken cancellationToken)
        => Task.FromResult<ScmResult<ScmAccount>>(ScmFailure.NotThisPlatform());
}
