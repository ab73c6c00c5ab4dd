using Providers.Abstractions;
using Providers.Abstractions.Capabilities;
using Providers.Common.Tests;

namespace Providers.GitLabSelfHosted.Tests;

public sealed class GitLabKeysTests() : ProviderTests(GitLabCases.SelfHosted)
{
    private string KeysAddress => Case.ApiRoot + Bundle["keys"].Path;

    [Fact]
    public async Task Keys_That_Open_Doors_Are_Told_With_Their_Titles()
    {
        Record("keys");

        var key = Assert.Single(await ListAsync());

        Assert.Equal("Public key", key.Title);
        Assert.StartsWith("ssh-rsa AAAAB3NzaC1yc2EAAAABJQAAAIEAiPWx6WM4", key.Content, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("X-Next-Page", "2")]
    [InlineData("Link", "<https://elsewhere.example.com/api/v4/user/keys?page=2>; rel=\"next\", <x>; rel=\"first\"")]
    public async Task Every_Page_Is_Read_And_The_Links_Address_Is_Not(string header, string value)
    {
        Platform.Answer(KeysAddress, FakeAnswer.Of(200, "[{\"id\":1,\"key\":\"ssh-ed25519 A\",\"title\":\"a\"}]", (header, value)));
        Platform.Answer(
            $"{Case.ApiRoot}user/keys?page=2&per_page=100",
            FakeAnswer.Of(200, "[{\"id\":2,\"key\":\"ssh-ed25519 B\",\"title\":null,\"usage_type\":\"auth_and_signing\"}]", ("X-Next-Page", "")));

        Assert.Equal(["a", "2"], (await ListAsync()).Select(key => key.Title));
    }

    [Fact]
    public async Task Pages_End_Even_Where_The_Platform_Does_Not()
    {
        Platform.Otherwise = FakeAnswer.Of(200, "[{\"id\":1,\"key\":\"ssh-ed25519 A\",\"title\":\"a\"}]", ("X-Next-Page", "2"));

        AssertFailed(ScmFailureReason.NotThisPlatform, await As<IPublicKeySource>().GetPublicKeysAsync(Connection, Cancellation));
        Assert.Equal(100, Platform.Calls.Count);
    }

    [Theory]
    [InlineData("{\"message\":\"403 Forbidden\"}", ScmFailureReason.PlatformFailed)]
    [InlineData("<html>", ScmFailureReason.PlatformFailed)]
    [InlineData("{\"error\":\"insufficient_scope\",\"scope\":\"api read_user\"}", ScmFailureReason.ScopeMissing)]
    [InlineData("{\"error\":\"insufficient_scope\"}", ScmFailureReason.ScopeMissing)]
    public async Task A_Refusal_Is_The_Tokens_Fault_Only_Where_A_Scope_Is_Missing(string body, ScmFailureReason reason)
    {
        Platform.Answer(KeysAddress, FakeAnswer.Of(403, body));

        AssertFailed(reason, await As<IPublicKeySource>().GetPublicKeysAsync(Connection, Cancellation));
    }

    private async Task<IReadOnlyList<ScmPublicKey>> ListAsync()
    {
        var result = await As<IPublicKeySource>().GetPublicKeysAsync(Connection, Cancellation);
        Assert.True(result.IsSuccess, result.Failure?.ToString());
        return result.Value;
    }
}
