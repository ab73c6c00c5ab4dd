using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.RegularExpressions;
using Gateway.Tests;
using Gateway.Tests.Operations;
using Tests.Common;

namespace Deployment.Tests;

/// <summary><c>deploy/systemd</c>, by systemd's own tools, and the gateway as such a unit sees it.</summary>
public sealed partial class SystemdTests
{
    private static readonly string Unit = Repository.Path("deploy/systemd/gateway.service");

    [Fact]
    public async Task The_Unit_Is_Well_Formed()
    {
        using var folder = new TemporaryFolder();
        var unit = folder.File("gateway.service", Replace(await File.ReadAllTextAsync(Unit), "/usr/local/bin/gateway", "/bin/true"));

        var output = await Tool.RunWellAsync("systemd-analyze", "verify", "--man=no", unit);

        Assert.DoesNotContain("gateway.service", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_Unit_Exposes_Little()
    {
        // Tenths: 1.5 of 10, where a unit without any hardening has 9.6.
        var output = await Tool.RunWellAsync("systemd-analyze", "security", "--no-pager", "--offline=true", "--threshold=15", Unit);

        Assert.Contains("Overall exposure level", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_Gateway_Needs_No_System_Call_That_The_Unit_Denies()
    {
        using var folder = new TemporaryFolder();
        await using var upstream = await FakeUpstream.StartAsync();
        var trace = folder["trace"];
        await using (var gateway = await GatewayProcess.StartAsync(
            folder.Path, upstream.Address, NoDelay, wrapper: ["strace", "-D", "-f", "-qq", "-e", "signal=none", "-o", trace]))
        {
            await gateway.Public.GetStringAsync(new Uri("/v1/apps", UriKind.Relative));
            using var listed = new HttpRequestMessage(HttpMethod.Get, "/v1/scm_integrations") { Headers = { { "Authorization", "Bearer jo" } } };
            Assert.Equal(HttpStatusCode.OK, (await gateway.Public.SendAsync(listed)).StatusCode);
            await gateway.SignalAsync("TERM");
            await gateway.WaitForExitAsync();
        }

        var used = File.ReadLines(trace)
            .Select(line => SystemCall().Match(line))
            .Where(match => match.Success)
            .Select(match => match.Groups[1].Value)
            .ToHashSet(StringComparer.Ordinal);
        var allowed = await CallsAsync("@system-service");
        var denied = await CallsAsync("@privileged");
        denied.UnionWith(await CallsAsync("@resources"));

        Assert.Contains("openat", used);
        Assert.Contains("listen", allowed);
        var refused = used.Where(call => !allowed.Contains(call) || denied.Contains(call)).Order(StringComparer.Ordinal);
        // Refused with EPERM, which the runtime takes for an answer: it asks for a priority, an affinity and a limit that it has already.
        Assert.Empty(refused.Except(["sched_setaffinity", "sched_setscheduler", "setpriority", "setrlimit", "mbind", "set_mempolicy"], StringComparer.Ordinal));
    }

    [Fact]
    public async Task It_Says_When_It_Serves_And_When_It_Begins_To_Stop()
    {
        using var folder = new TemporaryFolder();
        await using var upstream = await FakeUpstream.StartAsync();
        using var manager = new Socket(AddressFamily.Unix, SocketType.Dgram, ProtocolType.Unspecified);
        manager.Bind(new UnixDomainSocketEndPoint(folder["notify"]));
        var settings = new Dictionary<string, string> { ["Gateway:Drain:Delay"] = "00:00:03" };

        await using var gateway = await GatewayProcess.StartAsync(
            folder.Path, upstream.Address, settings, environment: new Dictionary<string, string> { ["NOTIFY_SOCKET"] = folder["notify"] });
        var ready = await ReceiveAsync(manager);
        using var served = await gateway.Public.GetAsync(new Uri("/v1/apps", UriKind.Relative));

        await gateway.SignalAsync("TERM");
        var stopping = await ReceiveAsync(manager);
        using var stillServed = await gateway.Public.GetAsync(new Uri("/v1/apps", UriKind.Relative));

        Assert.Equal(("READY=1", HttpStatusCode.OK), (ready, served.StatusCode));
        Assert.Equal(("STOPPING=1", HttpStatusCode.OK), (stopping, stillServed.StatusCode));
        Assert.Equal(0, await gateway.WaitForExitAsync());
    }

    [Fact]
    public async Task Its_Settings_Are_Valid()
    {
        using var folder = new TemporaryFolder();
        var settings = await File.ReadAllTextAsync(Repository.Path("deploy/systemd/appsettings.json"));
        folder.File("appsettings.json", settings
            .Replace("/var/lib/gateway", folder["state"], StringComparison.Ordinal)
            .Replace("/usr/local/lib/gateway/plugins", Repository.Path("plugins"), StringComparison.Ordinal));

        var check = await Tool.RunAsync("/bin/sh", "-c", $"cd {folder.Path} && dotnet {typeof(Program).Assembly.Location} check");

        Assert.True(check.ExitCode == 0, check.Output);
        Assert.Contains(folder["state"] + "/gateway.db", check.Output.ReplaceLineEndings("").Replace(" ", "", StringComparison.Ordinal), StringComparison.Ordinal);
    }

    private static Dictionary<string, string> NoDelay => new() { ["Gateway:Drain:Delay"] = "00:00:00" };

    private static async Task<string> ReceiveAsync(Socket socket)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        var buffer = new byte[256];
        var length = await socket.ReceiveAsync(buffer, patience.Token);
        return Encoding.UTF8.GetString(buffer, 0, length).Trim();
    }

    private static async Task<HashSet<string>> CallsAsync(string set)
    {
        var calls = new HashSet<string>(StringComparer.Ordinal);
        foreach (var line in (await Tool.RunWellAsync("systemd-analyze", "--no-pager", "syscall-filter", set)).Split('\n').Skip(1).Select(line => line.Trim()))
        {
            if (line.StartsWith('@'))
            {
                calls.UnionWith(await CallsAsync(line));
            }
            else if (line.Length > 0 && line[0] != '#')
            {
                calls.Add(line);
            }
        }

        return calls;
    }

    private static string Replace(string text, string old, string with)
    {
        Assert.Contains(old, text, StringComparison.Ordinal);
        return text.Replace(old, with, StringComparison.Ordinal);
    }

    [GeneratedRegex(@"^\d+ +([a-z0-9_]+)\(")]
    private static partial Regex SystemCall();
}
