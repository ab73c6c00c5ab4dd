using Providers.Abstractions;
using Providers.Testing;
using Providers.Testing.Recordings;

namespace Providers.GitLabSelfHosted.Tests;

/// <summary>The kit that every provider passes, ours too.</summary>
public sealed class GitLabProviderContractTests : ScmProviderContract
{
    protected override ScmRecording Recording => ScmRecording.Load("contract.json");

    protected override string GetApiRoot(ScmInstance instance) => $"{base.GetApiRoot(instance)}/api/v4";

    protected override IScmProvider CreateProvider() => new GitLabProvider();
}
