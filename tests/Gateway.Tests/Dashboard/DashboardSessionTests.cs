using System.Net;
using Gateway.Tests.ScmIntegrations;

namespace Gateway.Tests.Dashboard;

public sealed class DashboardSessionTests : IAsyncLifetime
{
    private readonly DashboardFixture _dashboard = new();
    private readonly string _owner = DashboardFixture.NewOwner();

    public Task InitializeAsync() => _dashboard.InitializeAsync();

    public Task DisposeAsync() => _dashboard.DisposeAsync();

    [Fact]
    public async Task The_Session_Is_A_Cookie_That_Scripts_And_The_Upstream_Never_See()
    {
        using var client = await PageClient.SignedInAsync(_dashboard.Gateway, _owner);
        var session = client.Cookies.Single(cookie => cookie.Name == "gateway-session");
        Assert.True(session.HttpOnly);
        Assert.DoesNotContain(_owner, session.Value, StringComparison.Ordinal);

        _dashboard.Gateway.Upstream.Requests.Clear();
        using var proxied = await client.GetAsync("/v1/account");
        var (_, headers) = Assert.Single(_dashboard.Gateway.Upstream.Requests, request => request.Path == "/v1/account");
        Assert.Equal(0, headers.Cookie.Count);
    }

    [Fact]
    public async Task The_Upstream_Learns_For_Whom_A_Token_Is_Traded()
    {
        using var client = await PageClient.SignedInAsync(_dashboard.Gateway, _owner);
        var (_, headers) = Assert.Single(_dashboard.Gateway.Upstream.Requests, request => request.Path == "/v1/tokens/exchange");
        Assert.Equal("127.0.0.1", headers["X-Forwarded-For"]);
        Assert.StartsWith("Basic ", headers.Authorization.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("wrong", null, "This token is not valid.")]
    [InlineData("  ", null, "Give an API token.")]
    [InlineData("nobody", null, "Signing in is not possible now.")]
    [InlineData("somebody", 500, "Signing in is not possible now.")]
    [InlineData("somebody", 404, "Signing in is not possible now.")]
    public async Task A_Sign_In_That_Fails_Says_Why_And_Makes_No_Session(string token, int? status, string sentence)
    {
        if (status is { } trouble)
        {
            _dashboard.Trouble["/v1/tokens/exchange"] = trouble;
        }

        using var client = new PageClient(_dashboard.Gateway);
        using var answer = await client.SignInAsync(token);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
        Assert.Contains(sentence, await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.DoesNotContain(client.Cookies, cookie => cookie.Name == "gateway-session");
    }

    [Fact]
    public async Task A_Token_That_Is_No_Longer_Good_Ends_The_Session()
    {
        await using var gateway = await _dashboard.StartAsync("--Gateway:Identity:Upstream:CacheDuration=00:00:00");
        using var client = await PageClient.SignedInAsync(gateway, _owner);
        _dashboard.Trouble["/v1/users/self"] = 401;
        using var answer = await client.GetAsync("/dashboard");
        Assert.Equal("/dashboard/sign-in?notice=ended", answer.Headers.Location!.OriginalString);
        Assert.DoesNotContain(client.Cookies, cookie => cookie.Name == "gateway-session");
        Assert.Contains("Your session has ended", await client.ReadAsync("/dashboard/sign-in?notice=ended"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_Upstream_That_Is_Away_Ends_No_Session()
    {
        await using var gateway = await _dashboard.StartAsync("--Gateway:Identity:Upstream:CacheDuration=00:00:00");
        using var client = await PageClient.SignedInAsync(gateway, _owner);
        _dashboard.Trouble["/v1/users/self"] = 500;
        using var answer = await client.GetAsync("/dashboard");
        Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.StatusCode);
        Assert.NotNull(answer.Headers.RetryAfter);
        Assert.Equal("text/html", answer.Content.Headers.ContentType!.MediaType);

        _dashboard.Trouble.Clear();
        Assert.Contains(_owner, await client.ReadAsync("/dashboard"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Signing_Out_Works_Even_When_The_Upstream_Is_Away()
    {
        await using var gateway = await _dashboard.StartAsync("--Gateway:Identity:Upstream:CacheDuration=00:00:00");
        using var client = await PageClient.SignedInAsync(gateway, _owner);
        using var form = await client.FormAsync("/dashboard");
        _dashboard.Trouble["/v1/users/self"] = 500;
        using var answer = await client.PostAsync("/dashboard/sign-out", form);
        Assert.Equal("/dashboard/sign-in", answer.Headers.Location!.OriginalString);
        Assert.DoesNotContain(client.Cookies, cookie => cookie.Name == "gateway-session");
    }

    [Fact]
    public async Task Sessions_Outlive_The_Gateway_And_Their_Keys_Are_Private()
    {
        var keys = Directory.CreateTempSubdirectory("gateway-keys-");
        try
        {
            var before = await _dashboard.StartAsync($"--Gateway:Keys:Directory={keys.FullName}");
            using var client = await PageClient.SignedInAsync(before, _owner);
            await before.DisposeAsync();

            await using var after = await _dashboard.StartAsync($"--Gateway:Keys:Directory={keys.FullName}");
            using var request = new HttpRequestMessage(HttpMethod.Get, "/dashboard");
            request.Headers.Add("Cookie", client.Cookies.Single(cookie => cookie.Name == "gateway-session").ToString());
            using var plain = new HttpClient(new SocketsHttpHandler { UseCookies = false, AllowAutoRedirect = false }) { BaseAddress = after.Public.BaseAddress };
            using var answer = await plain.SendAsync(request);
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
            Assert.Contains(_owner, await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);

            if (!OperatingSystem.IsWindows())
            {
                var sessions = new DirectoryInfo(Path.Combine(keys.FullName, "sessions"));
                Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, sessions.UnixFileMode);
                Assert.NotEmpty(sessions.GetFiles());
            }
        }
        finally
        {
            keys.Delete(recursive: true);
        }
    }

    // What ends TLS in front asks in plain HTTP, and the browser sends it the cookies all the same.
    [Fact]
    public async Task Behind_A_Public_Https_Address_No_Cookie_Ever_Travels_Without_Encryption()
    {
        await using var gateway = await _dashboard.StartAsync("--Gateway:PublicUrl=https://auth.example.com");
        using var browser = new HttpClient(new SocketsHttpHandler { UseCookies = false, AllowAutoRedirect = false }) { BaseAddress = gateway.Public.BaseAddress };
        using var page = await browser.GetAsync("/dashboard/sign-in");
        var form = FindCookie(page, "gateway-form");
        AssertOnlyEncrypted(form);

        using var request = new HttpRequestMessage(HttpMethod.Post, "/dashboard/sign-in");
        request.Headers.Add("Cookie", form.Split(';')[0]);
        request.Content = new FormUrlEncodedContent(
        [
            new("api_token", _owner), new("__RequestVerificationToken", PageClient.SecretOf(await page.Content.ReadAsStringAsync())),
        ]);
        using var answer = await browser.SendAsync(request);
        Assert.Equal(HttpStatusCode.Found, answer.StatusCode);
        AssertOnlyEncrypted(FindCookie(answer, "gateway-session"));
    }

    [Fact]
    public async Task Without_A_Public_Address_The_Forms_Cookie_Is_As_The_Request()
    {
        using var client = new PageClient(_dashboard.Gateway);
        using var page = await client.GetAsync("/dashboard/sign-in");
        Assert.DoesNotContain("; secure", FindCookie(page, "gateway-form"), StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task What_The_Upstream_Has_Of_A_User_Is_There_At_The_First_Look()
    {
        var veteran = ApiFixture.NewVeteran();
        using var client = await PageClient.SignedInAsync(_dashboard.Gateway, veteran);
        Assert.Contains($"/dashboard/{ApiFixture.OldIdOf(veteran)}/replace", await client.ReadAsync("/dashboard"), StringComparison.Ordinal);
    }

    private static string FindCookie(HttpResponseMessage answer, string name)
        => answer.Headers.GetValues("Set-Cookie").Single(line => line.StartsWith(name + "=", StringComparison.Ordinal));

    private static void AssertOnlyEncrypted(string cookie)
    {
        Assert.Contains("; secure", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("; httponly", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("; samesite=lax", cookie, StringComparison.OrdinalIgnoreCase);
    }
}
