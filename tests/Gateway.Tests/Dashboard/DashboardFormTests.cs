using System.Net;
using System.Net.Http.Headers;
using System.Text;
using Gateway.Tests.ScmIntegrations;

namespace Gateway.Tests.Dashboard;

public sealed class DashboardFormTests(DashboardFixture dashboard) : IClassFixture<DashboardFixture>
{
    private const string GitHub = "https://ghe.example.com";

    private readonly string _owner = DashboardFixture.NewOwner();

    [Theory]
    [InlineData("multipart/form-data; boundary=x", "--x\r\nfoo")]
    [InlineData("multipart/form-data", "--x\r\nfoo")]
    [InlineData("application/json", "{}")]
    [InlineData("text/plain", "api_token=x")]
    [InlineData("application/x-www-form-urlencoded; charset=utf-7", "a=1")]
    [InlineData("multipart/form-data; boundary=x", "--x\r\nContent-Disposition: form-data; name=a\r\nContent-Type: text/plain; charset=utf-7\r\n\r\n1\r\n--x--\r\n")]
    [InlineData("application/x-www-form-urlencoded", "@many")]
    [InlineData("application/x-www-form-urlencoded", "@large")]
    public async Task What_Is_No_Form_Of_The_Page_Is_A_400_And_Never_A_500(string type, string body)
    {
        using var client = new PageClient(dashboard.Gateway);
        await client.ReadAsync("/dashboard/sign-in");
        body = body switch
        {
            "@many" => string.Join('&', Enumerable.Range(0, 2000).Select(number => $"a{number}=1")),
            "@large" => "api_token=" + new string('a', 100_000),
            _ => body,
        };
        using var content = new ByteArrayContent(Encoding.UTF8.GetBytes(body)) { Headers = { ContentType = MediaTypeHeaderValue.Parse(type) } };

        using var answer = await client.PostAsync("/dashboard/sign-in", content);
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Contains("nothing was done", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Contains("default-src 'none'", answer.Headers.GetValues("Content-Security-Policy").Single(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_Form_Is_Good_Only_For_Whom_It_Was_Made()
    {
        using var mallory = await PageClient.SignedInAsync(dashboard.Gateway, DashboardFixture.NewOwner());
        var secret = PageClient.SecretOf(await mallory.ReadAsync("/dashboard"));
        using var victim = await PageClient.SignedInAsync(dashboard.Gateway, _owner);

        // As one who can set cookies from a neighbouring host would: the cookie and the field agree, and are Mallory's.
        var cookie = mallory.Cookies.Single(one => one.Name == "gateway-form");
        using var request = new HttpRequestMessage(HttpMethod.Post, "/dashboard/link")
        {
            Content = new FormUrlEncodedContent(
            [
                new("__RequestVerificationToken", secret), new("scm_type", "github-enterprise"), new("url", GitHub), new("access_token", "good-8"),
            ]),
        };
        request.Headers.Add("Cookie", $"{victim.Cookies.Single(one => one.Name == "gateway-session")}; {cookie}");
        using var plain = new HttpClient(new SocketsHttpHandler { UseCookies = false, AllowAutoRedirect = false }) { BaseAddress = dashboard.Gateway.Public.BaseAddress };
        using var answer = await plain.SendAsync(request);

        Assert.Equal("/dashboard?notice=old-form", answer.Headers.Location!.OriginalString);
        Assert.Contains("No account is linked yet", await victim.ReadAsync("/dashboard"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_Form_Without_Its_Secret_Does_Nothing()
    {
        using var client = await PageClient.SignedInAsync(dashboard.Gateway, _owner);
        using var form = new FormUrlEncodedContent([new("scm_type", "github-enterprise"), new("url", GitHub), new("access_token", "good-8")]);
        using var answer = await client.PostAsync("/dashboard/link", form);
        Assert.Equal("/dashboard?notice=old-form", answer.Headers.Location!.OriginalString);

        using var signIn = new FormUrlEncodedContent([new("api_token", _owner)]);
        using var stranger = new PageClient(dashboard.Gateway);
        using var refused = await stranger.PostAsync("/dashboard/sign-in", signIn);
        Assert.Equal("/dashboard/sign-in?notice=old-form", refused.Headers.Location!.OriginalString);
        Assert.DoesNotContain(stranger.Cookies, cookie => cookie.Name == "gateway-session");
    }

    [Fact]
    public async Task Every_Bad_Field_Is_Told_Beside_It_And_The_Token_Is_Not_Given_Back()
    {
        using var client = await PageClient.SignedInAsync(dashboard.Gateway, _owner);
        using var answer = await client.PostAsync(
            "/dashboard/link", await client.FormAsync("/dashboard", ("scm_type", "nothing"), ("url", "no address"), ("access_token", "seen\u0001once")));
        var html = await answer.Content.ReadAsStringAsync();

        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
        Assert.Contains("Platform is not supported.", html, StringComparison.Ordinal);
        Assert.Contains("Address is not a valid address.", html, StringComparison.Ordinal);
        Assert.Contains("Access token is not valid.", html, StringComparison.Ordinal);
        Assert.DoesNotContain("seen", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_A_Platform_Or_A_User_Says_Is_Text_And_Never_Markup()
    {
        using var client = await PageClient.SignedInAsync(dashboard.Gateway, "<script>alert(1)</script>");
        using var answer = await client.PostAsync(
            "/dashboard/link",
            await client.FormAsync("/dashboard", ("scm_type", "github-enterprise"), ("url", "\"><img src=x>"), ("access_token", "good-8")));
        var html = await answer.Content.ReadAsStringAsync();
        Assert.DoesNotContain("<script", html, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("<img src=x", html, StringComparison.Ordinal);
        Assert.Contains("&lt;script&gt;", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Another_Owners_Account_Cannot_Be_Touched()
    {
        using var owner = await PageClient.SignedInAsync(dashboard.Gateway, _owner);
        using var linked = await owner.PostAsync(
            "/dashboard/link", await owner.FormAsync("/dashboard", ("scm_type", "github-enterprise"), ("url", GitHub), ("access_token", "good-8")));
        Assert.Equal("/dashboard?notice=linked", linked.Headers.Location!.OriginalString);
        var html = await owner.ReadAsync("/dashboard");
        var unlink = html.Split("href=\"").Select(part => part.Split('"')[0]).Single(address => address.EndsWith("/unlink", StringComparison.Ordinal));

        using var other = await PageClient.SignedInAsync(dashboard.Gateway, DashboardFixture.NewOwner());
        using var shown = await other.GetAsync(unlink);
        Assert.Equal("/dashboard?notice=gone", shown.Headers.Location!.OriginalString);
        using var posted = await other.PostAsync(unlink, await other.FormAsync("/dashboard"));
        Assert.Equal("/dashboard?notice=gone", posted.Headers.Location!.OriginalString);
        Assert.Contains(unlink, await owner.ReadAsync("/dashboard"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Too_Many_Attempts_Are_A_Page_That_Says_When_To_Come_Back()
    {
        using var client = await PageClient.SignedInAsync(dashboard.Gateway, _owner);
        var secret = PageClient.SecretOf(await client.ReadAsync("/dashboard"));
        var statuses = new List<HttpStatusCode>();
        for (var attempt = 0; attempt < 11; attempt++)
        {
            using var answer = await LinkAsync(client, secret);
            statuses.Add(answer.StatusCode);
            if (attempt == 10)
            {
                Assert.True(answer.Headers.RetryAfter!.Delta > TimeSpan.Zero);
                Assert.Contains("Too many requests", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
            }
        }

        Assert.Equal([.. Enumerable.Repeat(HttpStatusCode.UnprocessableEntity, 10), HttpStatusCode.TooManyRequests], statuses);
    }

    [Fact]
    public async Task Two_Forms_Of_An_Owner_Ask_Platforms_Others_Wait_And_One_Too_Many_Is_A_Page_That_Says_So()
    {
        var held = new TaskCompletionSource();
        var platform = new StubPlatform();
        await using var gateway = await dashboard.StartAsync(
            platform, _ => { }, "--Gateway:Limits:CreatesPerOwnerPerMinute=1000", "--Gateway:Limits:PerOwnerPerMinute=1000");
        using var client = await PageClient.SignedInAsync(gateway, _owner);
        var secret = PageClient.SecretOf(await client.ReadAsync("/dashboard"));
        platform.Until = held.Task;

        var posts = Enumerable.Range(0, 2 + 64 + 1).Select(_ => LinkAsync(client, secret)).ToList();
        using var refused = await await Task.WhenAny(posts);

        Assert.Equal(HttpStatusCode.TooManyRequests, refused.StatusCode);
        Assert.True(refused.Headers.RetryAfter!.Delta > TimeSpan.Zero);
        Assert.Contains("Too many requests", await refused.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.InRange(platform.Calls.Count, 0, 2);
        held.SetResult();
        Assert.Single(await Task.WhenAll(posts), answer => answer.StatusCode == HttpStatusCode.TooManyRequests);
    }

    private static async Task<HttpResponseMessage> LinkAsync(PageClient client, string secret)
    {
        using var form = new FormUrlEncodedContent(
            [new("__RequestVerificationToken", secret), new("scm_type", "github-enterprise"), new("url", GitHub), new("access_token", "bad")]);
        return await client.PostAsync("/dashboard/link", form);
    }
}
