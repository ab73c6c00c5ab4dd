using Microsoft.Playwright;
using Sandbox;

namespace Dashboard.Tests;

/// <summary>What a person does on the page, by what a person sees.</summary>
internal static class PageSteps
{
    public static async Task SignInAsync(this IPage page, string apiToken = World.ApiToken)
    {
        await page.GotoAsync("/dashboard");
        await page.GetByLabel("API token").FillAsync(apiToken);
        await page.GetByRole(AriaRole.Button, new() { Name = "Sign in" }).ClickAsync();
    }

    public static async Task LinkAsync(this IPage page, string platform, string url, string token)
    {
        await page.GetByLabel("Platform").SelectOptionAsync(new SelectOptionValue { Label = platform });
        await page.GetByLabel("Address").FillAsync(url);
        await page.GetByLabel("Access token").FillAsync(token);
        await page.GetByRole(AriaRole.Button, new() { Name = "Link account" }).ClickAsync();
    }

    public static async Task UnlinkAllAsync(this IPage page)
    {
        await page.GotoAsync("/dashboard");
        while (await page.GetByRole(AriaRole.Link, new() { Name = "Unlink" }).CountAsync() > 0)
        {
            await page.GetByRole(AriaRole.Link, new() { Name = "Unlink" }).First.ClickAsync();
            await page.GetByRole(AriaRole.Button, new() { Name = "Unlink", Exact = true }).ClickAsync();
        }
    }

    public static ILocator Notice(this IPage page) => page.Locator(".notice");

    public static ILocator Cards(this IPage page) => page.Locator(".card");
}
