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
        if (isGranted)
        {
            Assert.Equal("GET,HEAD,POST,PATCH,DELETE", answer.Headers.GetValues("Access-Control-Allow-Methods").Single());
            Assert.Equal("Authorization,Content-Type", answer.Headers.GetValues("Access-Control-Allow-Headers").Single());
            Assert.Equal("600", answer.Headers.GetValues("Access-Control-Max-Age").Single());
        }
    }

    [Fact]
    public async Task A_Page_May_Read_Where_It_Is_And_When_To_Come_Again_And_Which_Request_It_Was()
    {
        await using var gateway = await RunningGateway.StartAsync(arguments: $"--Gateway:Cors:Origins:0={Origin}");
        using var request = new HttpRequestMessage(HttpMethod.Get, "/v1/scm_integrations");
        request.Headers.Add("Origin", Origin);
        request.Headers.Authorization = new("Bearer", "jo");
        using var answer = await gateway.Public.SendAsync(request);

        Assert.Equal(Origin, answer.Headers.GetValues("Access-Control-Allow-Origin").Single());
        Assert.Equal("Location,Retry-After,X-Request-Id", answer.Headers.GetValues("Access-Control-Expose-Headers").Single());
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
