using Providers.Abstractions;
using Providers.Abstractions.Capabilities;
using Providers.Common.Tests;

namespace Providers.GitHubEnterprise.Tests;

public sealed class GitHubKeysTests() : ProviderTests(GitHubCases.Enterprise)
{
    private string KeysAddress => Case.ApiRoot + Bundle["keys"].Path;

    [Fact]
    public async Task Keys_Are_Told_With_Their_Titles()
    {
        Record("keys");

        var keys = await ListAsync();

        Assert.Equal(["ssh-rsa AAAAB3NzaC1yc2EAAA", "laptop"], keys.Select(key => key.Title));
        Assert.Equal("ssh-rsa 2Sg8iYjAxxmI2LvUXpJjkYrMxURPc8r+dB7TJyvv1234", keys[0].Content);
    }

    [Theory]
    [InlineData(403)]
    [InlineData(404)]
    public async Task Published_Keys_Are_Told_Where_The_Token_May_Not_List_Them(int status)
    {
        Platform.Answer(KeysAddress, FakeAnswer.Of(status, "{}", ("X-Accepted-OAuth-Scopes", "admin:public_key, read:public_key")));
        Record("user", "published-keys");

        var key = Assert.Single(await ListAsync());

        Assert.Equal("1", key.Title);
        Assert.Equal("ssh-rsa AAAAB3NzaC1yc2EAAAADAQABAAABAQ", key.Content);
    }

    [Fact]
    public async Task Rate_Limit_Is_No_Reason_For_The_Published_Keys()
    {
        Platform.Answer(KeysAddress, FakeAnswer.Of(403, "{}", ("X-RateLimit-Remaining", "0")));

        AssertFailed(ScmFailureReason.RateLimited, await As<IPublicKeySource>().GetPublicKeysAsync(Connection, Cancellation));
        Assert.Single(Platform.Calls);
    }

    [Fact]
    public async Task Login_Stays_One_Segment_Of_The_Address()
    {
        Platform.Answer(KeysAddress, FakeAnswer.Of(404));
        AnswerUser(User(user => user["login"] = "a/../b?x=#{0}").ToJsonString());
        Platform.Answer($"{Case.ApiRoot}users/a%2F..%2Fb%3Fx%3D%23%7B0%7D/keys?per_page=100&page=1", FakeAnswer.Json("[]"));

        Assert.Empty(await ListAsync());
    }

    [Fact]
    public async Task Every_Page_Is_Read_And_The_Links_Address_Is_Not()
    {
        Platform.Answer(KeysAddress, Page("[{\"id\":1,\"key\":\"ssh-ed25519 A\",\"title\":\"a\"}]", "<https://elsewhere.example.com/?page=2>; rel=\"next\""));
        Platform.Answer($"{Case.ApiRoot}user/keys?per_page=100&page=2", Page(
            "[{\"id\":2,\"key\":\"ssh-ed25519 B\",\"title\":\"b\"}]", "<:>; rel=\"prev\", <garbage>; rel=\"next\""));
        Platform.Answer($"{Case.ApiRoot}user/keys?per_page=100&page=3", Page("[]", "<x>; rel=\"first\""));

        Assert.Equal(["a", "b"], (await ListAsync()).Select(key => key.Title));
    }

    [Fact]
    public async Task Pages_End_Even_Where_The_Platform_Does_Not()
    {
        Platform.Otherwise = Page("[{\"id\":1,\"key\":\"ssh-ed25519 A\",\"title\":\"a\"}]", "<x>; rel=\"next\"");

        AssertFailed(ScmFailureReason.NotThisPlatform, await As<IPublicKeySource>().GetPublicKeysAsync(Connection, Cancellation));
        Assert.Equal(100, Platform.Calls.Count);
    }

    [Theory]
    [InlineData("[{\"id\":7,\"key\":\"ssh-ed25519 A\",\"title\":\"\"}]", "7")]
    [InlineData("[{\"id\":7,\"key\":\"ssh-ed25519 A\",\"title\":null}]", "7")]
    [InlineData("[{\"id\":7,\"key\":\"ssh-ed25519 A\",\"title\":\" \\u0000\\n \"}]", "7")]
    [InlineData("[{\"id\":7,\"key\":\" ssh-ed25519 A\\n\",\"title\":\"my\\u0007 key\"}]", "my key")]
    public async Task Title_Is_Never_Empty_And_Has_No_Control_Characters(string answer, string title)
    {
        Platform.Answer(KeysAddress, FakeAnswer.Json(answer));

        var key = Assert.Single(await ListAsync());

        Assert.Equal(title, key.Title);
        Assert.Equal("ssh-ed25519 A", key.Content);
    }

    [Theory]
    [InlineData("")]
    [InlineData("  ")]
    [InlineData("ssh-ed25519 A\\nssh-ed25519 B")]
    public async Task Text_That_Cannot_Be_A_Key_Is_Left_Out(string key)
    {
        Platform.Answer(KeysAddress, FakeAnswer.Json($"[{{\"id\":7,\"key\":\"{key}\",\"title\":\"t\"}}]"));

        Assert.Empty(await ListAsync());
    }

    private static FakeAnswer Page(string json, string link) => FakeAnswer.Of(200, json, ("Link", link));

    private async Task<IReadOnlyList<ScmPublicKey>> ListAsync()
    {
        var result = await As<IPublicKeySource>().GetPublicKeysAsync(Connection, Cancellation);
        Assert.True(result.IsSuccess, result.Failure?.ToString());
        return result.Value;
    }
}
