using System.Net;
using Tests.Common;

namespace Gateway.Tests.ScmIntegrations;

/// <summary>What an owner sees and can do when the plugin of one of two linked types is gone.</summary>
public sealed class UnservedTypeTests : IAsyncLifetime
{
    private const string Path = "/v1/scm_integrations";
    private const string Good = "Good";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly string _owner = ApiFixture.NewOwner();
    private readonly ApiFixture _api = new()
    {
        OwnPlugins = [$"artifacts/test-plugins/{Good}", "plugins/Providers.GitLabSelfHosted"],
    };

    public Task InitializeAsync() => _api.InitializeAsync();

    public Task DisposeAsync() => _api.DisposeAsync();

    [Fact]
    public async Task Only_What_It_Served_Is_Unknown_And_No_Platform_Is_Asked_About_It()
    {
        var served = await _api.LinkAsync(_owner, "gitlab-self-hosted", "https://gitlab.example.com", "good-42");
        var unserved = await _api.LinkAsync(_owner, "good", "https://scm.example.com", "token");
        Assert.Equal([(served, "active"), (unserved, "active")], await StatusesAsync());

        Directory.Delete(System.IO.Path.Combine(_api.PluginDirectory, Good), recursive: true);
        await Eventually.HoldsAsync(async () => (await StatusesAsync())[1].Status == "unknown", Patience, "the type is still served");

        Assert.Equal([(served, "active"), (unserved, "unknown")], await StatusesAsync());
        foreach (var (method, call, body) in new (HttpMethod, string, string?)[]
        {
            (HttpMethod.Patch, "", Payload.Replace("token-new")), (HttpMethod.Post, "/check", null), (HttpMethod.Get, "/orgs", null),
        })
        {
            var answer = await _api.CallAsync(_owner, method, $"{Path}/{unserved}{call}", body);
            Assert.Equal(
                (HttpStatusCode.ServiceUnavailable, """{"error":"good is not served by this gateway now"}"""), (answer.Status, answer.Body));
        }

        var shown = await _api.CallAsync(_owner, HttpMethod.Get, $"{Path}/good");
        Assert.Equal("token", shown.Json.GetProperty("scm_integration").GetProperty("access_token").GetString());
        Assert.Equal(HttpStatusCode.NoContent, (await _api.CallAsync(_owner, HttpMethod.Delete, $"{Path}/{unserved}")).Status);
        Assert.Equal([(served, "active")], await StatusesAsync());
    }

    private async Task<List<(string Id, string Status)>> StatusesAsync()
        => [.. (await _api.CallAsync(_owner, HttpMethod.Get, Path)).Json.GetProperty("scm_integrations").EnumerateArray()
            .Select(one => (one.GetProperty("id").GetString()!, one.GetProperty("status").GetString()!))];
}
