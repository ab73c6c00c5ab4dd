using System.Net;
using Microsoft.Playwright;
using Tests.Common.StandIns.Hosting;
using static Microsoft.Playwright.Assertions;

namespace Dashboard.Tests;

public sealed class OAuthLinkTests(Browser browser) : IClassFixture<Browser>
{
    [Theory]
    [InlineData("GitHub")]
    [InlineData("GitLab")]
    public async Task Consent_Links_The_Account_And_Consent_Again_Replaces_Its_Token(string platform)
    {
        var page = await SignedInAsync();
        for (var round = 0; round < 2; round++)
        {
            await page.GetByRole(AriaRole.Link, new() { Name = $"Link {platform}", Exact = true }).ClickAsync();
            await page.GetByRole(AriaRole.Button, new() { Name = "Authorize" }).ClickAsync();
            await Expect(page.Notice()).ToHaveTextAsync("The account is linked.");
            await Expect(page.Cards()).ToHaveCountAsync(1);
        }

        await page.UnlinkAllAsync();
    }

    [Fact]
    public async Task Somebody_Who_Is_Not_Signed_In_Signs_In_First_And_Goes_On()
    {
        var page = await browser.OpenAsync();
        await page.GotoAsync("/users/github/link");
        await page.GetByLabel("API token").FillAsync(Sandbox.World.ApiToken);
        await page.GetByRole(AriaRole.Button, new() { Name = "Sign in" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Authorize the gateway" })).ToBeVisibleAsync();
    }

    [Fact]
    public async Task A_Denied_Consent_Links_Nothing_And_Says_So()
    {
        var page = await SignedInAsync();
        await page.GotoAsync("/users/github/link");
        await page.GetByRole(AriaRole.Button, new() { Name = "Cancel" }).ClickAsync();
        await Expect(page.Notice()).ToContainTextAsync("You did not allow the link");
        await Expect(page.Cards()).ToHaveCountAsync(0);
    }

    [Theory]
    [InlineData("/users/github/link/callback?code=abc&state=forged")]
    [InlineData("/users/github/link/callback?error=access_denied&state=forged")]
    [InlineData("/users/github/link/callback?code=abc")]
    [InlineData("/users/github/link/callback")]
    public async Task A_Forged_State_Links_Nothing(string address)
    {
        var page = await SignedInAsync();
        var answer = await page.GotoAsync(address);
        Assert.Equal(200, answer!.Status);
        await Expect(page.Notice()).ToContainTextAsync("could not be made");
        await Expect(page.Cards()).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task A_Callback_Works_Once_And_Only_In_The_Browser_That_Set_Out()
    {
        var page = await SignedInAsync();
        var callback = await CallbackAsync(page);

        var stranger = await browser.OpenAsync();
        await stranger.SignInAsync();
        await stranger.GotoAsync(callback);
        await Expect(stranger.Notice()).ToContainTextAsync("could not be made");
        await Expect(stranger.Cards()).ToHaveCountAsync(0);

        await page.GotoAsync(callback);
        await Expect(page.Notice()).ToHaveTextAsync("The account is linked.");
        await page.GotoAsync(callback);
        await Expect(page.Notice()).ToContainTextAsync("could not be made");
        await page.UnlinkAllAsync();
    }

    [Fact]
    public async Task An_Expired_Code_Links_Nothing()
    {
        var page = await SignedInAsync();
        var callback = await CallbackAsync(page);
        browser.World.GitHub.OAuth.ExpireCodes();
        await page.GotoAsync(callback);
        await Expect(page.Notice()).ToContainTextAsync("could not be made");
        await Expect(page.Cards()).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task Tokens_That_End_Are_Refreshed_Once_For_All_Who_Wait_And_Refused_Ones_Are_Told()
    {
        const string search = "/v1/scm_integrations/github/search_repos?query=user:acme";
        var page = await SignedInAsync();
        browser.World.GitHub.OAuth.TokenLifetime = TimeSpan.FromSeconds(30);
        await page.GotoAsync("/users/github/link");
        await page.GetByRole(AriaRole.Button, new() { Name = "Authorize" }).ClickAsync();
        await Expect(page.Notice()).ToHaveTextAsync("The account is linked.");

        browser.World.GitHub.OAuth.TokenLifetime = TimeSpan.FromHours(8);
        browser.World.GitHub.Requests.Clear();
        using var client = new HttpClient { BaseAddress = browser.World.Address };
        client.DefaultRequestHeaders.Authorization = new("Bearer", Sandbox.World.BearerToken);
        var answers = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => client.GetAsync(search)));
        Assert.All(answers, answer => Assert.Equal(HttpStatusCode.OK, answer.StatusCode));
        Assert.Single(browser.World.GitHub.Requests.Of("POST", "/login/oauth/access_token"));

        browser.World.GitHub.OAuth.TokenLifetime = TimeSpan.FromSeconds(30);
        await page.GotoAsync("/users/github/link");
        await page.GetByRole(AriaRole.Button, new() { Name = "Authorize" }).ClickAsync();
        await Expect(page.Cards()).ToHaveCountAsync(1);
        browser.World.GitHub.OAuth.RevokeGrants();
        using var refused = await client.GetAsync(search);
        Assert.Equal(HttpStatusCode.Forbidden, refused.StatusCode);
        await page.GotoAsync("/dashboard");
        await Expect(page.Cards()).ToContainTextAsync("token refused");

        browser.World.GitHub.OAuth.TokenLifetime = null;
        await page.UnlinkAllAsync();
    }

    [Fact]
    public async Task A_Refreshed_Token_That_Cannot_Be_Sent_Takes_The_Place_Of_None()
    {
        var page = await SignedInAsync();
        browser.World.GitHub.OAuth.TokenLifetime = TimeSpan.FromSeconds(30);
        await page.GotoAsync("/users/github/link");
        await page.GetByRole(AriaRole.Button, new() { Name = "Authorize" }).ClickAsync();
        await Expect(page.Notice()).ToHaveTextAsync("The account is linked.");
        using var client = new HttpClient { BaseAddress = browser.World.Address };
        client.DefaultRequestHeaders.Authorization = new("Bearer", Sandbox.World.BearerToken);
        var before = await client.GetStringAsync("/v1/scm_integrations/github");

        browser.World.GitHub.Requests.Clear();
        browser.World.GitHub.Suffer("/login/oauth/access_token", Trouble.Answer(StandInResponse.Json(
            200, new { access_token = "a\r\nb", refresh_token = "other", expires_in = 3600 })));
        using var answer = await client.GetAsync("/v1/scm_integrations/github/search_repos?query=user:acme");

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Single(browser.World.GitHub.Requests.Of("POST", "/login/oauth/access_token"));
        Assert.Equal(before, await client.GetStringAsync("/v1/scm_integrations/github"));

        browser.World.GitHub.Recover();
        browser.World.GitHub.OAuth.TokenLifetime = null;
        await page.UnlinkAllAsync();
    }

    [Fact]
    public async Task A_Token_That_Lacks_A_Scope_Links_Nothing_And_Says_Why()
    {
        var page = await SignedInAsync();
        browser.World.GitHub.OAuth.Scopes = ["read:user"];
        await page.GotoAsync("/users/github/link");
        await page.GetByRole(AriaRole.Button, new() { Name = "Authorize" }).ClickAsync();
        await Expect(page.Notice()).ToContainTextAsync("cannot do what is needed");
        await Expect(page.Cards()).ToHaveCountAsync(0);
        browser.World.GitHub.OAuth.Scopes = null;
    }

    [Fact]
    public async Task A_Platform_That_Is_Away_Or_Talks_Nonsense_Links_Nothing()
    {
        var page = await SignedInAsync();
        foreach (var (trouble, sentence) in new[]
        {
            (Trouble.Die, "cannot be done now"), (Trouble.HtmlPage, "could not be made"), (Trouble.OtherJson, "could not be made"),
        })
        {
            var callback = await CallbackAsync(page);
            browser.World.GitHub.Suffer("/login/oauth/access_token", trouble);
            await page.GotoAsync(callback);
            await Expect(page.Notice()).ToContainTextAsync(sentence);
            await Expect(page.Cards()).ToHaveCountAsync(0);
            browser.World.GitHub.Recover();
        }
    }

    // Sets out in the browser, consents beside it, and gives the address that the browser would now be sent to.
    private static async Task<string> CallbackAsync(IPage page)
    {
        await page.GotoAsync("/users/github/link");
        using var client = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false });
        using var decision = new FormUrlEncodedContent([new("decision", "allow")]);
        using var answer = await client.PostAsync(new Uri(page.Url), decision);
        return answer.Headers.Location!.OriginalString;
    }

    private async Task<IPage> SignedInAsync()
    {
        var page = await browser.OpenAsync();
        await page.SignInAsync();
        await page.UnlinkAllAsync();
        return page;
    }
}
