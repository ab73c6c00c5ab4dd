using System.Runtime.CompilerServices;
using Providers.Abstractions;

namespace NewerContract;

public sealed class NewerContractProvider : IScmProvider
{
    public ScmType Type => ScmType.Parse("newer-contract");

    public string PlatformName => "Newer";

    public Task<ScmResult<ScmAccount>> GetAccountAsync(ScmConnection connection, CancellationToken cancellationToken)
        => Task.FromResult<ScmResult<ScmAccount>>(ScmFailure.TokenRejected());

#pragma warning disable CA2255 // The earliest code of an assembly: the test looks whether it ran.
    [ModuleInitializer]
#pragma warning restore CA2255
    internal static void HasRun() => AppContext.SetSwitch("NewerContract.HasRun", true);
}
