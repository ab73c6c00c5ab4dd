using System.Net;
using Gateway.Tests.ScmIntegrations;

namespace Gateway.Tests.Plugins;

/// <summary>What users of a bad plugin see: a 503 in our shape, in time; and users of others see nothing of it.</summary>
public sealed class PluginFaultTests : IAsyncLifetime
{
    private const string Path = "/v1/scm_integrations";
    private const string Url = "https://scm.example.com";

    // A create must be answered within 11 s; the gateway gives a platform 10.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(11);

    private readonly string _owner = ApiFixture.NewOwner();
    private readonly ApiFixture _api = new()
    {
        OwnPlugins = ["artifacts/test-plugins/Misbehaving", "plugins/Providers.GitHubEnterprise"],
    };

    public Task InitializeAsync() => _api.InitializeAsync();

    public Task DisposeAsync() => _api.DisposeAsync();

    [Theory]
    [InlineData("throw-at-once")]
    [InlineData("throw-later")]
    [InlineData("null-task")]
    [InlineData("null-result")]
    [InlineData("no-uid")]
    [InlineData("ended")]
    public async Task A_Provider_That_Throws_Or_Returns_Nonsense_Is_503_In_Our_Shape(string token)
    {
        await AssertUnavailableAsync(token, Url);
        Assert.NotEmpty(await _api.LinkAsync(_owner, "misbehaving", Url, "calm"));
    }

    [Fact]
    public async Task A_Provider_That_Blocks_Is_503_At_The_Deadline_And_Others_Go_On_Meanwhile()
    {
        var blocked = Task.WhenAll(Enumerable.Range(0, 4).Select(i => AssertUnavailableAsync("block", $"https://{i}.example.com", ApiFixture.NewOwner())));

        Assert.NotEmpty(await _api.LinkAsync(_owner, "github-enterprise", "https://ghe.example.com", "good-8"));
        Assert.False(blocked.IsCompleted);
        await blocked.WaitAsync(Patience + Patience);
    }

    [Fact]
    public async Task A_Provider_That_Keeps_Throwing_Gets_No_Calls_For_A_Moment_And_Others_Do()
    {
        for (var i = 0; i < 6; i++)
        {
            await AssertUnavailableAsync("throw-at-once", $"https://{i}.example.com");
        }

        await AssertUnavailableAsync("calm", Url);
        Assert.NotEmpty(await _api.LinkAsync(_owner, "github-enterprise", "https://ghe.example.com", "good-8"));
    }

    private async Task AssertUnavailableAsync(string token, string url, string? owner = null)
    {
        var answer = await _api.CallAsync(owner ?? _owner, HttpMethod.Post, Path, Payload.Create("misbehaving", url, token));

        Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.Status);
        Assert.NotEmpty(answer.Json.GetProperty("error").GetString()!);
        Assert.NotNull(answer.Headers.RetryAfter);
        Assert.DoesNotContain(token, answer.Body, StringComparison.Ordinal);
    }
}
