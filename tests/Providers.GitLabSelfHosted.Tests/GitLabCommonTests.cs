using Providers.Common.Tests;

namespace Providers.GitLabSelfHosted.Tests;

public sealed class GitLabSelfHostedDescriptionTests() : DescriptionTests(GitLabCases.SelfHosted);

public sealed class GitLabDescriptionTests() : DescriptionTests(GitLabCases.Public);

public sealed class GitLabSelfHostedAccountTests() : GitLabAccountTests(GitLabCases.SelfHosted);

public sealed class GitLabPublicAccountTests() : GitLabAccountTests(GitLabCases.Public);

public sealed class GitLabSelfHostedCapabilityTests() : GitLabCapabilityTests(GitLabCases.SelfHosted);

public sealed class GitLabPublicCapabilityTests() : GitLabCapabilityTests(GitLabCases.Public);

public abstract class GitLabAccountTests(PlatformCase platformCase) : AccountTests(platformCase)
{
    protected override void RecordToken() => Record("token");
}

public abstract class GitLabCapabilityTests(PlatformCase platformCase) : CapabilityTests(platformCase)
{
    protected override FakeAnswer MissingScope() => FakeAnswer.Of(403, "{\"error\":\"insufficient_scope\",\"scope\":\"api\"}");

    protected override FakeAnswer EmptyList(Question question, string items) => FakeAnswer.Json($"[{items}]");
}

public sealed class GitLabUnloadTests() : UnloadTests(GitLabCases.SelfHosted);
