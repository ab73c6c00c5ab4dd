using Deque.AxeCore.Playwright;
using Microsoft.Playwright;
using Sandbox;
using static Microsoft.Playwright.Assertions;

namespace Dashboard.Tests;

public sealed class DashboardTests(Browser browser) : IClassFixture<Browser>
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_Person_Links_Replaces_Imports_And_Unlinks_With_And_Without_JavaScript(bool javaScript)
    {
        var page = await browser.OpenAsync(javaScript);
        await page.SignInAsync("wrong");
        await Expect(page.GetByText("This token is not valid.")).ToBeVisibleAsync();

        await page.SignInAsync();
        await page.UnlinkAllAsync();
        await page.GotoAsync("/dashboard");
        await Expect(page.GetByText("No account is linked yet")).ToBeVisibleAsync();

        await page.LinkAsync("GitHub Enterprise", browser.World.GitHub.Url, "refused");
        await Expect(page.GetByText("Access token is not valid.")).ToBeVisibleAsync();
        await Expect(page.GetByLabel("Address")).ToHaveValueAsync(browser.World.GitHub.Url);
        await Expect(page.GetByLabel("Access token")).ToHaveValueAsync("");
        await Expect(page.GetByLabel("Access token")).ToHaveAttributeAsync("aria-describedby", "access_token_error");

        await page.LinkAsync("GitHub Enterprise", browser.World.GitHub.Url, World.PlatformToken);
        await Expect(page.Notice()).ToHaveTextAsync("The account is linked.");
        await Expect(page.Cards()).ToContainTextAsync("octo");

        await page.GetByRole(AriaRole.Link, new() { Name = "Replace token" }).ClickAsync();
        await page.GetByLabel("Access token").FillAsync("refused");
        await page.GetByRole(AriaRole.Button, new() { Name = "Replace token" }).ClickAsync();
        await Expect(page.GetByText("Access token is not valid.")).ToBeVisibleAsync();
        await page.GetByLabel("Access token").FillAsync(World.PlatformToken);
        await page.GetByRole(AriaRole.Button, new() { Name = "Replace token" }).ClickAsync();
        await Expect(page.Notice()).ToHaveTextAsync("The token is replaced.");

        await page.GetByRole(AriaRole.Button, new() { Name = "Import keys" }).ClickAsync();
        await Expect(page.Notice()).ToContainTextAsync("new public keys", new() { IgnoreCase = true });

        await page.GetByRole(AriaRole.Link, new() { Name = "Unlink" }).ClickAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "Cancel" }).ClickAsync();
        await Expect(page.Cards()).ToHaveCountAsync(1);
        await page.UnlinkAllAsync();
        await Expect(page.Notice()).ToHaveTextAsync("The account is no longer linked.");

        await page.GetByRole(AriaRole.Button, new() { Name = "Sign out" }).ClickAsync();
        await page.GotoAsync("/dashboard");
        await Expect(page.GetByLabel("API token")).ToBeVisibleAsync();
    }

    [Theory]
    [InlineData(ColorScheme.Light, 1280)]
    [InlineData(ColorScheme.Dark, 1280)]
    [InlineData(ColorScheme.Light, 360)]
    [InlineData(ColorScheme.Dark, 360)]
    public async Task Axe_Finds_Nothing_Serious_On_Any_Page(ColorScheme scheme, int width)
    {
        var page = await browser.OpenAsync(scheme: scheme, width: width);
        await page.GotoAsync("/dashboard");
        await AssertAccessibleAsync(page);

        await page.SignInAsync();
        await page.UnlinkAllAsync();
        await page.LinkAsync("GitLab self-hosted", browser.World.GitLab.Url, "refused");
        await AssertAccessibleAsync(page);
        await page.LinkAsync("GitLab self-hosted", browser.World.GitLab.Url, World.PlatformToken);
        await Expect(page.Cards()).ToHaveCountAsync(1);
        await AssertAccessibleAsync(page);
        await page.ScreenshotAsync(new() { Path = Path.Combine(AppContext.BaseDirectory, "screenshots", $"{scheme}-{width}.png"), FullPage = true });

        await page.GetByRole(AriaRole.Link, new() { Name = "Replace token" }).ClickAsync();
        await AssertAccessibleAsync(page);
        await page.GetByRole(AriaRole.Link, new() { Name = "Cancel" }).ClickAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "Unlink" }).ClickAsync();
        await AssertAccessibleAsync(page);
        await page.UnlinkAllAsync();
    }

    [Fact]
    public async Task The_Page_Runs_Under_A_Strict_Policy_And_Keeps_The_Token_From_The_Page()
    {
        var page = await browser.OpenAsync();
        var violations = new List<string>();
        page.Console += (_, message) => violations.Add(message.Text);
        await page.SignInAsync();
        var answer = await page.GotoAsync("/dashboard");

        Assert.Contains("default-src 'none'", (await answer!.AllHeadersAsync())["content-security-policy"], StringComparison.Ordinal);
        Assert.DoesNotContain(violations, text => text.Contains("Content Security Policy", StringComparison.Ordinal));
        var session = Assert.Single(await page.Context.CookiesAsync(), cookie => cookie.Name == "gateway-session");
        Assert.True(session.HttpOnly);
        Assert.Equal(SameSiteAttribute.Lax, session.SameSite);
        Assert.DoesNotContain("eyJ", session.Value, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_Form_Without_Its_Secret_Changes_Nothing()
    {
        var page = await browser.OpenAsync();
        await page.SignInAsync();
        await page.EvaluateAsync("document.querySelectorAll('input[name=__RequestVerificationToken]').forEach(one => one.remove())");
        await page.LinkAsync("GitHub Enterprise", browser.World.GitHub.Url, World.PlatformToken);
        await Expect(page.Notice()).ToContainTextAsync("nothing was done");
        await Expect(page.Cards()).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task The_Keyboard_Alone_Is_Enough()
    {
        var page = await browser.OpenAsync(javaScript: false);
        await page.SignInAsync();
        await page.UnlinkAllAsync();
        await page.GotoAsync("/dashboard");

        await page.Keyboard.PressAsync("Tab");
        await Expect(page.GetByRole(AriaRole.Link, new() { Name = "Skip to the content" })).ToBeFocusedAsync();
        await page.Keyboard.PressAsync("Enter");
        await page.Keyboard.PressAsync("Tab");
        await Expect(page.GetByLabel("Platform")).ToBeFocusedAsync();
        await page.Keyboard.PressAsync("Tab");
        await page.Keyboard.TypeAsync(browser.World.GitHub.Url);
        await page.Keyboard.PressAsync("Tab");
        await page.Keyboard.TypeAsync("refused");
        await page.Keyboard.PressAsync("Enter");

        await Expect(page.GetByText("Access token is not valid.")).ToBeVisibleAsync();
        await Expect(page.GetByLabel("Access token")).ToBeFocusedAsync();
        await page.Keyboard.TypeAsync(World.PlatformToken);
        await page.Keyboard.PressAsync("Tab");
        await page.Keyboard.PressAsync("Space");
        await Expect(page.Notice()).ToHaveTextAsync("The account is linked.");
        await page.UnlinkAllAsync();
    }

    private static async Task AssertAccessibleAsync(IPage page)
    {
        var result = await page.RunAxe();
        var serious = result.Violations.Where(violation => violation.Impact is "serious" or "critical");
        Assert.Empty(serious.Select(violation => $"{violation.Id}: {string.Join(" | ", violation.Nodes.Select(node => node.Html))}"));
        Assert.False(
            await page.EvaluateAsync<bool>("document.documentElement.scrollWidth > document.documentElement.clientWidth"),
            "The page is wider than the window.");
    }
}
