using Microsoft.Extensions.Configuration;
using Providers.Abstractions;

namespace BadConstructor;

public sealed class BadConstructorProvider : IScmProvider
{
    private static readonly ManualResetEventSlim Never = new();

    public BadConstructorProvider(IConfiguration settings)
    {
        ArgumentNullException.ThrowIfNull(settings);
        if (settings["Blocks"] == "true")
        {
            Never.Wait();
        }

        throw new InvalidOperationException("This constructor always throws.");
    }

    public ScmType Type => ScmType.Parse("bad-constructor");

    public string PlatformName => "Bad";

    public Task<ScmResult<ScmAccount>> GetAccountAsync(ScmConnection connection, CancellationToken cancellationToken)
        => Task.FromResult<ScmResult<ScmAccount>>(ScmFailure.TokenRejected());
}
