using System.Globalization;
using Gateway;
using Gateway.Configuration;
using Tests.Common.StandIns.Auth;
using Tests.Common.StandIns.GitHub;
using Tests.Common.StandIns.GitLab;
using Tests.Common.StandIns.Hosting;
using Tests.Common.StandIns.Platforms;

namespace Sandbox;

/// <summary>Everything on one machine: the gateway, and stand-ins for the auth API, GitHub Enterprise and GitLab, all on loopback.</summary>
internal sealed class World : IAsyncDisposable
{
    public const string BearerToken = "alice-bearer";
    public const string ApiToken = "tk-us-alice";
    public const string PlatformToken = "good";
    public const string PoorToken = "no-scope";

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("gateway-sandbox-");
    private readonly WebApplication _gateway;

    private World(Ports ports)
    {
        Ports = ports;
        Upstream = new AuthUpstreamStandIn(new StandInOptions { Port = ports.Upstream });
        GitHub = new GitHubStandIn(new StandInOptions { Port = ports.GitHub });
        GitLab = new GitLabStandIn(new StandInOptions { Port = ports.GitLab });
        Furnish();
        _gateway = Build();
    }

    public Ports Ports { get; }

    public AuthUpstreamStandIn Upstream { get; }

    public GitHubStandIn GitHub { get; }

    public GitLabStandIn GitLab { get; }

    public Uri Address => new($"http://127.0.0.1:{Ports.Gateway}");

    public static async Task<World> StartAsync(Ports ports)
    {
        var world = new World(ports);
        await world._gateway.CheckSettingsAsync();
        world._gateway.UseGateway();
        await world._gateway.StartAsync();
        return world;
    }

    public Task WaitForShutdownAsync() => _gateway.WaitForShutdownAsync();

    public async ValueTask DisposeAsync()
    {
        await _gateway.StopAsync();
        await _gateway.DisposeAsync();
        await Upstream.DisposeAsync();
        await GitHub.DisposeAsync();
        await GitLab.DisposeAsync();
        _folder.Delete(recursive: true);
    }

    private void Furnish()
    {
        var alice = Upstream.Users.Add(new AuthUser
        {
            Id = "us-5f0ae1c2-6c3a-4a54-9a0e-3f1c9d2b7e10",
            Email = "alice@example.com",
            Username = "alice",
            ApiToken = ApiToken,
        });
        Upstream.AcceptToken(BearerToken, alice);

        foreach (var platform in new PlatformStandIn[] { GitHub, GitLab })
        {
            platform.AddToken(platform.Octo, PlatformToken);
            platform.AddToken(platform.Octo, PoorToken, ["read_user"]);
            platform.AddKey(platform.Octo, "laptop", "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIJ8m0Yw1x2x3x4x5x6x7x8x9x0xaxbxcxdxexfxgxhxi octo@laptop");
            platform.AddOrganization("acme", "Things that work");
            var shop = platform.AddRepository("acme", "shop", "main", "next");
            platform.AddPullRequest(shop, "Sell more", shop);
        }
    }

    private WebApplication Build()
    {
        var builder = WebApplication.CreateSlimBuilder([.. Settings().Select(setting => $"--{setting.Key}={setting.Value}")]);
        builder.AddGateway();
        return builder.Build();
    }

    private Dictionary<string, string> Settings() => new()
    {
        ["contentRoot"] = _folder.FullName,
        ["environment"] = "Production",
        ["Logging:LogLevel:Default"] = "Warning",
        ["Logging:LogLevel:Gateway.Audit"] = "None",
        ["Gateway:Drain:Delay"] = "00:00:00",
        ["Urls"] = Text($"http://127.0.0.1:{Ports.Gateway}"),
        ["Gateway:Management:Url"] = Text($"http://127.0.0.1:{Ports.Management}"),
        ["ReverseProxy:Clusters:auth:Destinations:primary:Address"] = Upstream.Url,
        ["Gateway:Plugins:Directory"] = PluginFolder(),
        ["Gateway:Outbound:AllowPlainHttp"] = "true",
        ["Gateway:Outbound:AllowedNetworks:0"] = Text($"127.0.0.1/32:{Ports.GitHub},{Ports.GitLab}"),
        ["Gateway:OAuth:github:ClientId"] = OAuthHandlers.ClientId,
        ["Gateway:OAuth:github:ClientSecret"] = OAuthHandlers.ClientSecret,
        ["Gateway:OAuth:github:Url"] = GitHub.Url,
        ["Gateway:OAuth:gitlab:ClientId"] = OAuthHandlers.ClientId,
        ["Gateway:OAuth:gitlab:ClientSecret"] = OAuthHandlers.ClientSecret,
        ["Gateway:OAuth:gitlab:Url"] = GitLab.Url,
    };

    // The plugins are built into the repository's folder, wherever the sandbox is started from.
    private static string PluginFolder()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Gateway.sln")))
        {
            folder = folder.Parent ?? throw new DirectoryNotFoundException("The sandbox runs from within its repository only.");
        }

        return Path.Combine(folder.FullName, "plugins");
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
