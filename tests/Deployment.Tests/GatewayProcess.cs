using System.Net;
using System.Text.RegularExpressions;
using Gateway.Tests;

namespace Deployment.Tests;

/// <summary>The gateway as a process of its own, in a folder of its own, on loopback.</summary>
internal sealed partial class GatewayProcess : IAsyncDisposable
{
    private readonly RunningProgram _program;

    private GatewayProcess(RunningProgram program) => _program = program;

    public int Id => _program.Id;

    public string Output => _program.Output;

    public bool HasExited => _program.HasExited;

    public Uri Address { get; private set; } = null!;

    public Uri ManagementAddress { get; private set; } = null!;

    public HttpClient Public { get; private set; } = null!;

    public HttpClient Management { get; private set; } = null!;

    /// <summary>Starts it, and waits until it is ready.</summary>
    /// <param name="folder">Where its settings and data are; the same folder again is a restart.</param>
    /// <param name="upstream">The address of the auth API.</param>
    /// <param name="settings">Beyond that; ports are free ones unless they are named here.</param>
    /// <param name="wrapper">A program that is to start it, with arguments.</param>
    /// <param name="environment">Variables beside the settings.</param>
    public static async Task<GatewayProcess> StartAsync(
        string folder,
        string upstream,
        IReadOnlyDictionary<string, string>? settings = null,
        string[]? wrapper = null,
        IReadOnlyDictionary<string, string>? environment = null)
    {
        var gateway = new GatewayProcess(Launch(folder, upstream, settings, wrapper, environment));
        try
        {
            await gateway._program.WaitUntilAsync(() => Task.FromResult(ListeningOn().Count(gateway.Output) >= 2));
            var addresses = ListeningOn().Matches(gateway.Output).Select(match => new Uri(match.Groups[1].Value)).ToList();
            (gateway.Address, gateway.ManagementAddress) = (addresses[0], addresses[^1]);
            gateway.Public = new HttpClient { BaseAddress = gateway.Address, Timeout = TimeSpan.FromSeconds(30) };
            gateway.Management = new HttpClient { BaseAddress = gateway.ManagementAddress, Timeout = TimeSpan.FromSeconds(30) };
            await gateway._program.WaitUntilAsync(gateway.IsReadyAsync);
            return gateway;
        }
        catch
        {
            await gateway.DisposeAsync();
            throw;
        }
    }

    public async Task<bool> IsReadyAsync()
    {
        using var answer = await Management.GetAsync(new Uri("/health/ready", UriKind.Relative));
        return answer.StatusCode == HttpStatusCode.OK;
    }

    public Task WaitUntilAsync(Func<Task<bool>> holds) => _program.WaitUntilAsync(holds);

    public Task SignalAsync(string signal) => _program.SignalAsync(signal);

    /// <summary>Ends it at once, in the middle of whatever it does.</summary>
    public void Kill() => _program.Kill();

    public Task<int> WaitForExitAsync() => _program.WaitForExitAsync();

    public async ValueTask DisposeAsync()
    {
        await _program.DisposeAsync();
        Public?.Dispose();
        Management?.Dispose();
    }

    private static RunningProgram Launch(
        string folder,
        string upstream,
        IReadOnlyDictionary<string, string>? settings,
        string[]? wrapper,
        IReadOnlyDictionary<string, string>? environment)
    {
        var all = new Dictionary<string, string>
        {
            ["Urls"] = "http://127.0.0.1:0",
            ["Gateway:Management:Url"] = "http://127.0.0.1:0",
            ["Gateway:Plugins:Directory"] = Repository.Path("plugins"),
            ["ReverseProxy:Clusters:auth:Destinations:primary:Address"] = upstream,
        };
        foreach (var (name, value) in settings ?? new Dictionary<string, string>())
        {
            all[name] = value;
        }

        string[] command =
        [
            .. wrapper ?? [],
            "dotnet", typeof(Program).Assembly.Location,
            .. all.Select(setting => $"--{setting.Key}={setting.Value}"),
        ];
        return new RunningProgram(command[0], command[1..], folder, environment);
    }

    [GeneratedRegex("Now listening on: (http://[0-9.:]+)")]
    private static partial Regex ListeningOn();
}
