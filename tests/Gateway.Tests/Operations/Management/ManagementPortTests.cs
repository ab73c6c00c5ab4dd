using System.Net;
using System.Net.Http.Json;
using System.Text.Json;

namespace Gateway.Tests.Operations.Management;

public sealed class ManagementPortTests : IAsyncLifetime
{
    private RunningGateway _gateway = null!;

    public async Task InitializeAsync() => _gateway = await RunningGateway.StartAsync();

    public Task DisposeAsync() => _gateway.DisposeAsync().AsTask();

    [Theory]
    [InlineData("/health/live")]
    [InlineData("/health/ready")]
    [InlineData("/metrics")]
    [InlineData("/plugins")]
    [InlineData("/openapi/v1.json")]
    public async Task The_Public_Door_Does_Not_Lead_To_Management(string path)
    {
        using var here = await _gateway.Management.GetAsync(path);
        using var there = await _gateway.Public.GetAsync(path);

        Assert.Equal(HttpStatusCode.OK, here.StatusCode);
        Assert.Equal("upstream", await there.Content.ReadAsStringAsync());
        Assert.Contains(_gateway.Upstream.Requests, request => request.Path == path);
    }

    [Theory]
    [InlineData("GET", "/v1/scm_integrations")]
    [InlineData("POST", "/v1/scm_integrations")]
    [InlineData("GET", "/v1/users/self")]
    [InlineData("GET", "/")]
    [InlineData("GET", "/health")]
    [InlineData("GET", "/openapi/v2.json")]
    public async Task The_Management_Door_Leads_Nowhere_Else(string method, string path)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), path);
        request.Headers.Add("Authorization", "Bearer token");
        using var response = await _gateway.Management.SendAsync(request);

        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
        Assert.NotEmpty((await response.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("error").GetString()!);
        Assert.DoesNotContain(_gateway.Upstream.Requests, seen => seen.Path == path && seen.Headers.Authorization == "Bearer token");
    }

    [Fact]
    public async Task A_Host_Header_Does_Not_Choose_The_Door()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/metrics");
        request.Headers.Host = _gateway.Management.BaseAddress!.Authority;
        using var response = await _gateway.Public.SendAsync(request);

        Assert.Equal("upstream", await response.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task Plugins_Are_Told()
    {
        var answer = await _gateway.Management.GetFromJsonAsync<JsonElement>("/plugins");

        Assert.Equal(0, answer.GetProperty("plugins").GetArrayLength());
        Assert.Equal(0, answer.GetProperty("missing_types").GetArrayLength());
    }
}
