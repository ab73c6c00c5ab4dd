using System.Globalization;
using Deployment.Tests;
using Gateway.Tests;
using Storage.PostgresTests;
using Tests.Common;
using Tests.Common.StandIns.Auth;
using Tests.Common.StandIns.GitHub;

namespace FaultRun;

/// <summary>Two gateways over one PostgreSQL behind a balancer, one with LiteDB on a small disk, and what is around them.</summary>
internal sealed class World : IAsyncDisposable
{
    public const string PlatformToken = "good";

    private readonly TemporaryFolder _folder = new();
    private readonly PostgresServer _postgres = new();
    private readonly GatewayProcess?[] _pair = new GatewayProcess?[2];
    private GatewayProcess? _single;
    private Balancer? _balancer;
    private string _database = "";

    private World(string disk) => Disk = disk;

    /// <summary>Where the single gateway keeps its store: small, and its own file system.</summary>
    public string Disk { get; }

    public string Plugins => _folder["plugins"];

    public AuthUpstreamStandIn Upstream { get; } = new();

    public GitHubStandIn Platform { get; } = new();

    /// <summary>By name, where requests go.</summary>
    public IReadOnlyDictionary<string, Uri> Doors => new Dictionary<string, Uri> { ["pair"] = _balancer!.Address, ["single"] = _single!.Address };

    public static async Task<World> StartAsync(string disk)
    {
        var world = new World(disk);
        world.Platform.AddToken(world.Platform.Octo, PlatformToken);
        CopyPlugins(world.Plugins);
        await world._postgres.InitializeAsync();
        world._database = await world._postgres.CreateDatabaseAsync();
        for (var index = 0; index < world._pair.Length; index++)
        {
            world._pair[index] = await world.StartOfPairAsync(index, []);
        }

        world._single = await world.StartAsync("single", new Dictionary<string, string>
        {
            ["Gateway:Storage:LiteDb:Path"] = Path.Combine(disk, "gateway.db"),
        });
        world._balancer = await Balancer.StartAsync([.. world._pair.Select(gateway => (gateway!.Address, gateway.ManagementAddress))]);
        await world._single.WaitUntilAsync(() => Task.FromResult(world._balancer.Ready == 2));
        return world;
    }

    /// <summary>SIGTERM, its exit code, and a start at the same addresses.</summary>
    public async Task<int> RestartAsync(int index)
    {
        var old = _pair[index]!;
        await old.SignalAsync("TERM");
        var exitCode = await old.WaitForExitAsync();
        await old.DisposeAsync();
        _pair[index] = null;
        _pair[index] = await StartOfPairAsync(index, new Dictionary<string, string>
        {
            ["Urls"] = old.Address.GetLeftPart(UriPartial.Authority),
            ["Gateway:Management:Url"] = old.ManagementAddress.GetLeftPart(UriPartial.Authority),
        });
        return exitCode;
    }

    /// <summary>Puts another copy of the plugins in their place, as an operator does who takes a new version.</summary>
    public void SwapPlugins()
    {
        var next = _folder["plugins-next"];
        CopyPlugins(next);
        foreach (var plugin in Directory.EnumerateDirectories(next))
        {
            var place = Path.Combine(Plugins, Path.GetFileName(plugin));
            Directory.Move(place, Path.Combine(_folder.Folder("plugins-old"), Guid.NewGuid().ToString("N")));
            Directory.Move(plugin, place);
        }

        Directory.Delete(next);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var started in new IAsyncDisposable?[] { _balancer, _single, _pair[0], _pair[1], Upstream, Platform }.OfType<IAsyncDisposable>())
        {
            await started.DisposeAsync();
        }

        await _postgres.DisposeAsync();
        _folder.Dispose();
    }

    private Task<GatewayProcess> StartOfPairAsync(int index, Dictionary<string, string> settings) => StartAsync(
        "pair" + index.ToString(CultureInfo.InvariantCulture),
        new Dictionary<string, string>(settings)
        {
            ["Gateway:Storage:Kind"] = "Postgres",
            ["Gateway:Storage:Postgres:ConnectionString"] = _database,
            ["Gateway:Keys:Directory"] = _folder["keys"],
        });

    private Task<GatewayProcess> StartAsync(string name, Dictionary<string, string> settings)
        => GatewayProcess.StartAsync(_folder.Folder(name), Upstream.Url, new Dictionary<string, string>(settings)
        {
            ["Gateway:Plugins:Directory"] = Plugins,
            ["Gateway:Limits:PerOwnerPerMinute"] = "1000000",
            ["Gateway:Outbound:AllowPlainHttp"] = "true",
            ["Gateway:Outbound:AllowedNetworks:0"] = string.Create(CultureInfo.InvariantCulture, $"127.0.0.1/32:{Platform.Port}"),
        });

    private static void CopyPlugins(string target)
    {
        var source = Repository.Path("plugins");
        foreach (var file in Directory.EnumerateDirectories(source).SelectMany(folder => Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories)))
        {
            var copy = Path.Combine(target, Path.GetRelativePath(source, file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy);
        }
    }
}
