using Providers.Abstractions;
using Scrutor;

namespace Conflicting;

/// <summary>Tells as its user name which version of the package it sees.</summary>
public sealed class ConflictingProvider : IScmProvider
{
    public ScmType Type => ScmType.Parse("conflicting");

    public string PlatformName => "Conflicting";

    public Task<ScmResult<ScmAccount>> GetAccountAsync(ScmConnection connection, CancellationToken cancellationToken)
        => Task.FromResult<ScmResult<ScmAccount>>(new ScmAccount
        {
            Uid = typeof(ScmAccount).Assembly.GetName().Version!.ToString(),
            Username = typeof(ITypeSourceSelector).Assembly.GetName().Version!.ToString(),
        });
}
