using Providers.Common.Tests;

namespace Providers.GitHubEnterprise.Tests;

public sealed class GitHubEnterpriseDescriptionTests() : DescriptionTests(GitHubCases.Enterprise);

public sealed class GitHubDescriptionTests() : DescriptionTests(GitHubCases.Public);

public sealed class GitHubEnterpriseAccountTests() : AccountTests(GitHubCases.Enterprise);

public sealed class GitHubAccountTests() : AccountTests(GitHubCases.Public);

public sealed class GitHubEnterpriseCapabilityTests() : GitHubCapabilityTests(GitHubCases.Enterprise);

public sealed class GitHubPublicCapabilityTests() : GitHubCapabilityTests(GitHubCases.Public);

public abstract class GitHubCapabilityTests(PlatformCase platformCase) : CapabilityTests(platformCase)
{
    protected override FakeAnswer MissingScope()
        => FakeAnswer.Of(403, "{\"message\":\"Forbidden\"}", ("X-OAuth-Scopes", ""), ("X-Accepted-OAuth-Scopes", "repo"));

    protected override FakeAnswer EmptyList(Question question, string items)
        => FakeAnswer.Json(question is Question.Repositories or Question.PullRequests ? $"{{\"items\":[{items}]}}" : $"[{items}]");
}

public sealed class GitHubUnloadTests() : UnloadTests(GitHubCases.Enterprise);
