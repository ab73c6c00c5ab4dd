using Providers.Abstractions;
using Providers.Testing;
using Providers.Testing.Recordings;

namespace Providers.GitHubEnterprise.Tests;

/// <summary>The kit that every provider passes, ours too.</summary>
public sealed class GitHubProviderContractTests : ScmProviderContract
{
    protected override ScmRecording Recording => ScmRecording.Load("contract.json");

    protected override string GetApiRoot(ScmInstance instance) => "https://api.github.com";

    protected override IScmProvider CreateProvider() => new GitHubProvider();
}
