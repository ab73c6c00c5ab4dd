using System.Net;
using Gateway.Tests.Operations;

namespace Gateway.Tests.ScmIntegrations;

public sealed class CorsTests
{
    private const string Origin = "https://dashboard.example.com";

    [Theory]
    [InlineData(Origin, true)]
    [InlineData("https://evil.example.com", false)]
    public async Task A_Preflight_Is_Granted_To_Listed_Origins_Only_And_Never_Reaches_The_Upstream(string origin, bool isGranted)
    {
        await using var gateway = await RunningGateway.StartAsync(arguments: $"--Gateway:Cors:Origins:0={Origin}");
        using var preflight = new HttpRequestMessage(HttpMethod.Options, "/v1/scm_integrations");
        preflight.Headers.Add("Origin", origin);
        preflight.Headers.Add("Access-Control-Request-Method", "POST");
        preflight.Headers.Add("Access-Control-Request-Headers", "authorization,content-type");

        using var answer = await gateway.Public.SendAsync(preflight);
        Assert.Equal(HttpStatusCode.NoContent, answer.StatusCode);
        Assert.Equal(isGranted, answer.Headers.Contains("Access-Control-Allow-Origin"));
        Assert.Empty(gateway.Upstream.Requests);
    }

    [Fact]
    public async Task Nobody_Is_Listed_By_Default()
    {
        await using var gateway = await RunningGateway.StartAsync();
        using var request = new HttpRequestMessage(HttpMethod.Get, "/v1/scm_integrations");
        request.Headers.Add("Origin", Origin);
        request.Headers.Authorization = new("Bearer", "jo");
        using var answer = await gateway.Public.SendAsync(request);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.False(answer.Headers.Contains("Access-Control-Allow-Origin"));
    }
}
