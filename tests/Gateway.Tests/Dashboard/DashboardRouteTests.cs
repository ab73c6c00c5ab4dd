using System.Net;
using Gateway.Dashboard;
using Gateway.Tests.Operations;

namespace Gateway.Tests.Dashboard;

public sealed class DashboardRouteTests(DashboardFixture dashboard) : IClassFixture<DashboardFixture>
{
    [Theory]
    [InlineData("/dashboard/sign-in")]
    [InlineData("/dashboard")]
    [InlineData("/dashboard/nothing/here")]
    [InlineData("/dashboard/assets/nothing.js")]
    public async Task Every_Answer_Forbids_Scripts_Frames_And_Caches(string path)
    {
        using var client = new PageClient(dashboard.Gateway);
        using var answer = await client.GetAsync(path);
        var policy = answer.Headers.GetValues("Content-Security-Policy").Single();
        Assert.Contains("default-src 'none'", policy, StringComparison.Ordinal);
        Assert.Contains("frame-ancestors 'none'", policy, StringComparison.Ordinal);
        Assert.DoesNotContain("script", policy, StringComparison.Ordinal);
        Assert.DoesNotContain("unsafe", policy, StringComparison.Ordinal);
        Assert.Equal("nosniff", answer.Headers.GetValues("X-Content-Type-Options").Single());
        Assert.Equal("no-referrer", answer.Headers.GetValues("Referrer-Policy").Single());
        Assert.True(answer.Headers.CacheControl!.NoStore);
    }

    [Fact]
    public async Task Its_Files_Are_Kept_For_Good_Under_The_Address_That_The_Page_Names()
    {
        using var client = new PageClient(dashboard.Gateway);
        var html = await client.ReadAsync("/dashboard/sign-in");
        var address = html.Split("href=\"").Select(part => part.Split('"')[0]).Single(one => one.Contains("pico.min.css", StringComparison.Ordinal));

        using var file = await client.GetAsync(address);
        Assert.Equal(HttpStatusCode.OK, file.StatusCode);
        Assert.Contains("immutable", file.Headers.CacheControl!.ToString(), StringComparison.Ordinal);
        Assert.Equal("text/css", file.Content.Headers.ContentType!.MediaType);

        using var again = new HttpRequestMessage(HttpMethod.Get, "/dashboard/assets/pico.min.css");
        again.Headers.IfNoneMatch.Add(file.Headers.ETag!);
        using var unchanged = await client.SendAsync(again);
        Assert.Equal(HttpStatusCode.NotModified, unchanged.StatusCode);
        Assert.True(unchanged.Headers.CacheControl!.NoCache);
    }

    [Fact]
    public async Task Head_Is_Answered_Like_Get()
    {
        using var client = await PageClient.SignedInAsync(dashboard.Gateway, DashboardFixture.NewOwner());
        using var request = new HttpRequestMessage(HttpMethod.Head, "/dashboard");
        using var answer = await client.SendAsync(request);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal("", await answer.Content.ReadAsStringAsync());
    }

    [Theory]
    [InlineData("https://evil.example.com")]
    [InlineData("//evil.example.com")]
    [InlineData("/v1/users/self")]
    [InlineData("/users/github/link")]
    public async Task A_Sign_In_Leads_Back_To_The_Page_And_Nowhere_Else(string wanted)
    {
        using var client = new PageClient(dashboard.Gateway);
        using var answer = await client.PostAsync(
            "/dashboard/sign-in",
            await client.FormAsync($"/dashboard/sign-in?return={Uri.EscapeDataString(wanted)}", ("api_token", DashboardFixture.NewOwner()), ("return", wanted)));
        Assert.Equal("/dashboard", answer.Headers.Location!.OriginalString);
    }

    [Fact]
    public async Task Switched_Off_Its_Path_Is_The_Upstreams()
    {
        await using var gateway = await dashboard.StartAsync("--Gateway:Dashboard:Enabled=false");
        Assert.Contains("\"from\":\"upstream\"", await gateway.Public.GetStringAsync("/dashboard/sign-in"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task It_Can_Live_At_Another_Path()
    {
        await using var gateway = await dashboard.StartAsync("--Gateway:Dashboard:Path=/tools/accounts");
        Assert.Contains("action=\"/tools/accounts/sign-in\"", await gateway.Public.GetStringAsync("/tools/accounts"), StringComparison.Ordinal);
        Assert.Contains("\"from\":\"upstream\"", await gateway.Public.GetStringAsync("/dashboard"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_Store_That_Is_Away_Is_A_Page_And_Not_A_Body_For_Programs()
    {
        await using var gateway = await RunningGateway.StartAsync(arguments: $"--Gateway:Plugins:Directory={Repository.Path("plugins")}");
        gateway.Upstream.Answer = dashboard.Gateway.Upstream.Answer;
        using var client = await PageClient.SignedInAsync(gateway, DashboardFixture.NewOwner());
        gateway.Store.IsAway = true;
        using var answer = await client.GetAsync("/dashboard");
        Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.StatusCode);
        Assert.Contains("Not available now", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.NotNull(answer.Headers.RetryAfter);
    }

    [Theory]
    [InlineData("/dashboard", true)]
    [InlineData("/a/b-c_1", true)]
    [InlineData("/versions", true)]
    [InlineData("", false)]
    [InlineData("/", false)]
    [InlineData("dashboard", false)]
    [InlineData("/dashboard/", false)]
    [InlineData("/a//b", false)]
    [InlineData("/a/../b", false)]
    [InlineData("/a?b", false)]
    [InlineData("/{id}", false)]
    [InlineData("/v1", false)]
    [InlineData("/V1/scm_integrations", false)]
    [InlineData("/users/page", false)]
    public void Its_Path_Is_Plain_And_Not_Where_Clients_Call(string path, bool isValid)
        => Assert.Equal(isValid, !new DashboardOptions { Path = path }.Validate().Any());
}
