using System.Globalization;
using System.Net.Sockets;
using System.Text;
using Gateway.SecurityTests.Worlds;
using Tests.Common;

namespace Gateway.SecurityTests.Procedures;

/// <summary>Clients that take their time, or come and go.</summary>
internal static class SlowClients
{
    private static readonly Dictionary<string, string> NoLimits = new()
    {
        ["Gateway:Limits:PerOwnerPerMinute"] = "1000000",
        ["Gateway:Limits:CreatesPerOwnerPerMinute"] = "1000000",
    };

    public static async Task SlowBodiesAsync(WorldPlan plan)
    {
        const int Count = 500;
        await using var world = await World.StartAsync(plan, NoLimits);
        var person = world.NewPerson();
        using var crowd = await Crowd.ConnectAsync(world.Port, Count);
        await crowd.SendAsync(Encoding.ASCII.GetBytes(
            $"POST /v1/scm_integrations HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer {person.Bearer}\r\nContent-Type: application/json\r\nContent-Length: 5000\r\n\r\n{{"));
        await AssertAliveAsync(world);
        var answers = await crowd.ReadToEndAsync(TimeSpan.FromSeconds(30));

        Assert.Equal(Count, answers.Count);
        Assert.All(answers, answer => Assert.StartsWith("HTTP/1.1 408", answer, StringComparison.Ordinal));
    }

    public static async Task SlowReadersAsync(WorldPlan plan)
    {
        const int Count = 200;
        const int Integrations = 40;
        await using var world = await World.StartAsync(plan, NoLimits);
        var person = world.NewPerson();
        for (var i = 0; i < Integrations; i++)
        {
            var token = string.Create(CultureInfo.InvariantCulture, $"{new string('t', 8000)}{i}");
            Assert.Equal(201, (await world.CallAsync("POST", "/v1/scm_integrations", person.Bearer, World.CreateBody(PlatformServer.AddressOf("ok"), token))).Status);
        }

        var before = OpenFiles();
        using var crowd = await Crowd.ConnectAsync(world.Port, Count, receiveBuffer: 4096);
        var request = $"GET /v1/scm_integrations HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer {person.Bearer}\r\n\r\n";
        await crowd.SendAsync(Encoding.ASCII.GetBytes(string.Concat(Enumerable.Repeat(request, 50))));
        await AssertAliveAsync(world);

        // Half of the descriptors are the clients' own, which they keep.
        await Eventually.HoldsAsync(
            () => OpenFiles() - before < Count + (Count / 4), TimeSpan.FromSeconds(60), "connections of clients that do not read are kept open");
        await AssertAliveAsync(world);
    }

    public static async Task IdleConnectionsAsync(WorldPlan plan)
    {
        const int Count = 2000;
        await using var world = await World.StartAsync(plan);
        await AssertAliveAsync(world);
        var before = OpenFiles();
        using (await Crowd.ConnectAsync(world.Port, Count))
        {
            await Eventually.HoldsAsync(() => OpenFiles() - before >= Count * 2, TimeSpan.FromSeconds(30), "not every connection was accepted");
            await AssertAliveAsync(world);
        }

        await AssertFilesAreBackAsync(before);
    }

    public static async Task StalledHandshakesAsync(WorldPlan plan)
    {
        const int Count = 500;
        var (world, port) = await StartWithTlsAsync(plan);
        await using var _ = world;
        using var crowd = await Crowd.ConnectAsync(port, Count);
        await crowd.SendAsync([0x16, 3, 1, 2, 0, 1, 0, 1, 0xfc, 3, 3]);
        await AssertAliveAsync(world);

        Assert.Equal(Count, (await crowd.ReadToEndAsync(TimeSpan.FromSeconds(30))).Count);
    }

    public static async Task ChurnAsync(WorldPlan plan)
    {
        const int Count = 10_000;
        await using var world = await World.StartAsync(plan);
        await AssertAliveAsync(world);
        var before = OpenFiles();
        GC.Collect();
        var memory = Environment.WorkingSet;
        for (var i = 0; i < Count / 100; i++)
        {
            using var crowd = await Crowd.ConnectAsync(world.Port, 100);
            foreach (var socket in crowd.Sockets)
            {
                socket.LingerState = new LingerOption(true, 0);
            }
        }

        await AssertFilesAreBackAsync(before);
        await AssertAliveAsync(world);
        GC.Collect();
        Assert.True(Environment.WorkingSet - memory < 128 << 20, "the memory is not given back");
    }

    /// <summary>The gateway with a listener for TLS, and so for HTTP/2, beside the plain one.</summary>
    public static async Task<(World World, int Port)> StartWithTlsAsync(WorldPlan plan)
    {
        using var certificates = new Gateway.Tests.Outbound.TestCertificates();
        var certificate = certificates.Issue()[0];
        var file = Path.Combine(plan.Scratch, "server.pem");
        await File.WriteAllTextAsync(file, certificate.ExportCertificatePem());
        await File.WriteAllTextAsync(file + ".key", System.Security.Cryptography.X509Certificates.RSACertificateExtensions.GetRSAPrivateKey(certificate)!.ExportPkcs8PrivateKeyPem());
        var port = FreePort.Next();
        var settings = new Dictionary<string, string>(NoLimits)
        {
            ["Kestrel:Certificates:Default:Path"] = file,
            ["Kestrel:Certificates:Default:KeyPath"] = file + ".key",
        };
        return (await World.StartAsync(plan, settings, tlsPort: port), port);
    }

    public static async Task AssertAliveAsync(World world)
    {
        Assert.Equal(200, (await world.CallAsync("GET", "/v1/scm_integrations", world.NewPerson().Bearer)).Status);
        Assert.Equal(200, (await world.CallAsync("GET", "/v1/apps", bearer: null)).Status);
    }

    private static Task AssertFilesAreBackAsync(int before)
        => Eventually.HoldsAsync(() => OpenFiles() <= before + 20, TimeSpan.FromSeconds(30), "descriptors are not given back");

    private static int OpenFiles() => Directory.GetFileSystemEntries("/proc/self/fd").Length;
}
