using System.Net;

namespace Gateway.Tests.ScmIntegrations.Calls;

/// <summary>A provider need not be able to do everything; what it cannot do is not there.</summary>
public sealed class MissingCapabilityTests : IAsyncLifetime
{
    private const string Path = "/v1/scm_integrations";

    private readonly string _owner = ApiFixture.NewOwner();
    private readonly ApiFixture _api = new()
    {
        OwnPlugins = ["artifacts/test-plugins/Good"],
    };

    public Task InitializeAsync() => _api.InitializeAsync();

    public Task DisposeAsync() => _api.DisposeAsync();

    [Fact]
    public async Task A_Call_That_The_Provider_Cannot_Answer_Is_404_In_Our_Shape()
    {
        var id = await _api.LinkAsync(_owner, "good", "https://scm.example.com", "token");

        foreach (var reference in new[] { id, "good" })
        {
            foreach (var (method, call) in new[]
            {
                (HttpMethod.Get, "orgs"),
                (HttpMethod.Get, "search_pull_requests?query=is:open"),
                (HttpMethod.Post, "import_keys"),
            })
            {
                var answer = await _api.CallAsync(_owner, method, $"{Path}/{reference}/{call}");
                Assert.Equal((HttpStatusCode.NotFound, """{"resource":"scm_integration","error":"not found"}"""), (answer.Status, answer.Body));
            }

            var branches = await _api.CallAsync(_owner, HttpMethod.Get, $"{Path}/{reference}/branches?repo_name=owner/name");
            Assert.Equal((HttpStatusCode.OK, """{"branches":[{"name":"main"},{"name":"owner/name"}]}"""), (branches.Status, branches.Body));
        }

        Assert.DoesNotContain(_api.Gateway.Upstream.Requests, request => request.Path == "/v1/keys");
        var shown = await _api.CallAsync(_owner, HttpMethod.Get, $"{Path}/{id}");
        Assert.Equal("active", shown.Json.GetProperty("scm_integration").GetProperty("status").GetString());
    }
}
