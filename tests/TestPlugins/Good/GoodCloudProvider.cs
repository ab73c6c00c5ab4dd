using Microsoft.Extensions.Configuration;
using Providers.Abstractions;
using Providers.Abstractions.Capabilities;

namespace Good;

/// <summary>The same platform at its one public address. Tells its type only once it is made, and reads its settings while it is.</summary>
public sealed class GoodCloudProvider(IConfiguration settings) : IScmProvider, IOAuthPlatform
{
    private readonly string _scope = settings["Scope"] ?? "none";

    public ScmType Type { get; } = ScmType.Parse("good-cloud");

    public string PlatformName => "Good";

    public string DisplayName => "Good Cloud";

    public ScmInstance? FixedInstance { get; } = ScmInstance.Parse("https://good.example");

    public bool LinksByToken => false;

    public Task<ScmResult<ScmAccount>> GetAccountAsync(ScmConnection connection, CancellationToken cancellationToken)
        => Task.FromResult(ScmResult.Failed<ScmAccount>(ScmFailure.TokenRejected(_scope)));

    public ScmOAuthEndpoints GetOAuthEndpoints(ScmInstance instance)
        => new()
        {
            AuthorizationEndpoint = instance.Append("authorize"),
            TokenEndpoint = instance.Append("token"),
            Scopes = new LazyList([_scope]),
        };
}
