using Microsoft.Extensions.Options;
using Providers.Abstractions;

namespace Configured;

/// <summary>Reads its options once, when it is first asked: whoever wants others of it must make another.</summary>
public sealed class ConfiguredProvider(IOptions<ConfiguredOptions> options) : IScmProvider
{
    public ScmType Type => ScmType.Parse("configured");

    public string PlatformName => "Configured";

    public Task<ScmResult<ScmAccount>> GetAccountAsync(ScmConnection connection, CancellationToken cancellationToken)
        => Task.FromResult(ScmResult.Success(new ScmAccount
        {
            Uid = $"{options.Value.Flavour}",
            Username = FormattableString.Invariant($"{options.Value.Edition} {options.Value.Pause.TotalSeconds}"),
        }));
}
