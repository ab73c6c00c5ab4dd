using Microsoft.Playwright;
using Sandbox;

namespace Dashboard.Tests;

/// <summary>A sandbox of its own, and a headless Chromium before it.</summary>
public sealed class Browser : IAsyncLifetime
{
    private static readonly string[] Flags =
    [
        "--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update", "--disable-sync", "--no-first-run",
    ];

    private IPlaywright? _playwright;
    private IBrowser? _browser;
    private World? _world;

    internal World World => _world!;

    public async Task InitializeAsync()
    {
        _world = await World.StartAsync(Ports.Free());
        _playwright = await Playwright.CreateAsync();
        _browser = await _playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions { ExecutablePath = "/usr/bin/chromium", Args = Flags });
    }

    public async Task DisposeAsync()
    {
        await _browser!.DisposeAsync();
        _playwright!.Dispose();
        await _world!.DisposeAsync();
    }

    internal async Task<IPage> OpenAsync(bool javaScript = true, ColorScheme scheme = ColorScheme.Light, int width = 1280)
    {
        var context = await _browser!.NewContextAsync(new BrowserNewContextOptions
        {
            BaseURL = World.Address.AbsoluteUri,
            JavaScriptEnabled = javaScript,
            ColorScheme = scheme,
            ViewportSize = new ViewportSize { Width = width, Height = 900 },
        });
        context.SetDefaultTimeout(15_000);
        return await context.NewPageAsync();
    }
}
