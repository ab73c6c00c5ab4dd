using System.Net;
using Gateway.Configuration;
using Gateway.Dashboard;
using Gateway.Outbound;
using Gateway.Tests.Dashboard;
using Gateway.Tests.Operations;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Tests.Common;

namespace Gateway.Tests.ScmIntegrations.OAuth;

public sealed class OAuthLinkRouteTests(OAuthLinkRouteTests.Linking linking) : IClassFixture<OAuthLinkRouteTests.Linking>
{
    private static readonly string[] GitHubClient = ["--Gateway:OAuth:github:ClientId=id", "--Gateway:OAuth:github:ClientSecret=secret"];

    [Fact]
    public async Task Setting_Out_Leads_To_The_Platform_With_State_And_Pkce()
    {
        using var client = await PageClient.SignedInAsync(linking.Gateway, DashboardFixture.NewOwner());
        using var answer = await client.GetAsync("/users/github/link");

        Assert.Equal(HttpStatusCode.Found, answer.StatusCode);
        Assert.Equal("https://github.com/login/oauth/authorize", answer.Headers.Location!.GetLeftPart(UriPartial.Path));
        var query = QueryHelpers.ParseQuery(answer.Headers.Location.Query);
        Assert.Equal("id", query["client_id"]);
        Assert.Equal("code", query["response_type"]);
        Assert.Equal("repo", query["scope"]);
        Assert.Equal("S256", query["code_challenge_method"]);
        Assert.Equal(43, query["code_challenge"].ToString().Length);
        Assert.NotEmpty(query["state"].ToString());
        Assert.Equal($"{linking.Gateway.Public.BaseAddress}users/github/link/callback", query["redirect_uri"]);
        Assert.Contains(answer.Headers.GetValues("Set-Cookie"), cookie => cookie.StartsWith("gateway-link-", StringComparison.Ordinal)
            && cookie.Contains("httponly", StringComparison.Ordinal) && cookie.Contains("path=/users/github/link", StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_Way_Back_Is_The_Public_Address_Whatever_The_Host_Header_Says()
    {
        await using var gateway = await linking.StartAsync([.. GitHubClient, "--Gateway:PublicUrl=http://auth.example.com:8443"]);
        using var client = await PageClient.SignedInAsync(gateway, DashboardFixture.NewOwner());
        using var request = new HttpRequestMessage(HttpMethod.Get, "/users/github/link") { Headers = { Host = "evil.example.com" } };
        request.Headers.Add("Cookie", client.Cookies.Single(cookie => cookie.Name == "gateway-session").ToString());
        using var answer = await client.SendAsync(request);
        Assert.Equal(
            "http://auth.example.com:8443/users/github/link/callback",
            QueryHelpers.ParseQuery(answer.Headers.Location!.Query)["redirect_uri"]);
    }

    [Theory]
    [InlineData("/users/gitlab/link")]
    [InlineData("/users/gitlab/link/callback?code=1")]
    [InlineData("/users/GitHub/link")]
    [InlineData("/users/github/link/other")]
    [InlineData("/users/github")]
    public async Task What_Is_Not_Configured_Stays_The_Upstreams(string path)
        => Assert.Contains("\"from\":\"upstream\"", await linking.Gateway.Public.GetStringAsync(path), StringComparison.Ordinal);

    [Fact]
    public async Task A_Type_That_No_Plugin_Offers_Stays_The_Upstreams_But_Its_Codes_Never_Reach_It()
    {
        using var client = await PageClient.SignedInAsync(linking.Gateway, DashboardFixture.NewOwner());
        Assert.Contains("\"from\":\"upstream\"", await linking.Gateway.Public.GetStringAsync("/users/contoso/link"), StringComparison.Ordinal);
        using var answer = await client.GetAsync("/users/contoso/link/callback?code=secret-code");
        Assert.Equal("/dashboard?notice=unavailable", answer.Headers.Location!.OriginalString);
        Assert.DoesNotContain(linking.Gateway.Upstream.Requests, request => request.Path.EndsWith("callback", StringComparison.Ordinal) && request.Path.Contains("contoso", StringComparison.Ordinal));
        Assert.DoesNotContain("Link contoso", await client.ReadAsync("/dashboard"), StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task A_Stranger_Signs_In_First_And_A_Code_Of_Theirs_Is_Not_Traded()
    {
        using var stranger = new PageClient(linking.Gateway);
        using var begin = await stranger.GetAsync("/users/github/link");
        Assert.Equal("/dashboard/sign-in?return=%2Fusers%2Fgithub%2Flink", begin.Headers.Location!.OriginalString);
        using var end = await stranger.GetAsync("/users/github/link/callback?code=1&state=2");
        Assert.Equal("/dashboard/sign-in", end.Headers.Location!.OriginalString);
    }

    [Theory]
    [InlineData("?error=access_denied")]
    [InlineData("?error=access_denied&state=forged")]
    [InlineData("?code=1&state=forged")]
    [InlineData("?code=1")]
    [InlineData("")]
    public async Task Without_A_State_Of_Ours_Nothing_Is_Believed(string query)
    {
        using var client = await PageClient.SignedInAsync(linking.Gateway, DashboardFixture.NewOwner());
        using var answer = await client.GetAsync("/users/github/link/callback" + query);
        Assert.Equal("/dashboard?notice=failed", answer.Headers.Location!.OriginalString);
        Assert.Contains("A link in the browser (oauth:github) was broken off: no valid state.", linking.Log.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("error=access_denied", "denied", "")]
    [InlineData("error=server_error", "failed", "A link in the browser (oauth:github) was broken off: refused.")]
    [InlineData("code=1", "unavailable", "A link in the browser (oauth:github) was broken off: the platform is away.")]
    public async Task With_A_State_Of_Ours_It_Is_Told_What_Came_Of_It(string query, string notice, string line)
    {
        using var client = await PageClient.SignedInAsync(linking.Gateway, DashboardFixture.NewOwner());
        using var begin = await client.GetAsync("/users/github/link");
        var state = QueryHelpers.ParseQuery(begin.Headers.Location!.Query)["state"].ToString();
        using var answer = await client.GetAsync($"/users/github/link/callback?{query}&state={Uri.EscapeDataString(state)}");
        Assert.Equal($"/dashboard?notice={notice}", answer.Headers.Location!.OriginalString);
        Assert.Contains(line, linking.Log.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Head_Uses_Up_No_Code_And_Sets_Out_Like_Get()
    {
        using var client = await PageClient.SignedInAsync(linking.Gateway, DashboardFixture.NewOwner());
        using var begin = new HttpRequestMessage(HttpMethod.Head, "/users/github/link");
        using var answer = await client.SendAsync(begin);
        Assert.Equal("github.com", answer.Headers.Location!.Host);
    }

    [Theory]
    [InlineData("https://auth.example.com", true)]
    [InlineData("http://auth.example.com:8080", true)]
    [InlineData("https://auth.example.com/", false)]
    [InlineData("https://auth.example.com/path", false)]
    [InlineData("https://user@auth.example.com", false)]
    [InlineData("ftp://auth.example.com", false)]
    [InlineData("auth.example.com", false)]
    public void The_Public_Address_Is_An_Origin(string text, bool isValid)
    {
        var settings = new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?> { [PublicUrlOptions.Key] = text }).Build();
        Assert.Equal(isValid, !PublicUrlOptions.FindProblems(settings).Any());
    }

    [Fact]
    public async Task A_Client_Without_The_Page_Does_Not_Start()
    {
        var problem = await Assert.ThrowsAsync<InvalidSettingsException>(
            () => RunningGateway.StartAsync(arguments: [.. GitHubClient, "--Gateway:Dashboard:Enabled=false"]));
        Assert.Contains(problem.Problems, one => one.StartsWith("Gateway:OAuth needs Gateway:Dashboard:Enabled", StringComparison.Ordinal));
    }

    /// <summary>
    /// A gateway that github.com knows as a client, and a type that nobody serves. No platform is there: every name leads to an address that is not
    /// dialled.
    /// </summary>
    public sealed class Linking : IAsyncLifetime
    {
        private readonly DashboardFixture _dashboard = new();
        private RunningGateway? _gateway;

        internal RunningGateway Gateway => _gateway!;

        internal LogLines Log { get; } = new();

        public async Task InitializeAsync() => _gateway = await StartAsync(
            [.. GitHubClient, "--Gateway:OAuth:contoso:ClientId=id", "--Gateway:OAuth:contoso:ClientSecret=secret"]);

        public async Task DisposeAsync() => await _gateway!.DisposeAsync();

        internal Task<RunningGateway> StartAsync(string[] arguments) => _dashboard.StartAsync(
            new StubPlatform(), services => services.AddSingleton<IHostResolver, Nowhere>().AddSingleton<ILoggerProvider>(Log), arguments);

        private sealed class Nowhere : IHostResolver
        {
            public Task<IPAddress[]> ResolveAsync(string host, CancellationToken cancellationToken) => Task.FromResult<IPAddress[]>([IPAddress.Loopback]);
        }
    }
}
