using Providers.Abstractions;
using Providers.Testing;
using Providers.Testing.Recordings;

namespace Providers.GitHubEnterprise.Tests;

/// <summary>The kit that every provider passes, ours too.</summary>
public sealed class GitHubEnterpriseProviderContractTests : ScmProviderContract
{
    protected override ScmRecording Recording => ScmRecording.Load("contract.json");

    // https://docs.github.com/en/enterprise-server/rest/overview/resources-in-the-rest-api: below the address of the instance.
    protected override string GetApiRoot(ScmInstance instance) => $"{base.GetApiRoot(instance)}/api/v3";

    protected override IScmProvider CreateProvider() => new GitHubEnterpriseProvider();
}
