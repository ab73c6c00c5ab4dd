using System.Diagnostics;
using System.Text.Json;

namespace Clients.Tests;

/// <summary>The vendor's own JS client, unmodified, in a process of Node.js.</summary>
internal sealed class ScalingoClient : IDisposable
{
    private static readonly string Folder = Path.Combine(AppContext.BaseDirectory, "scalingo");

    private readonly Process _process;

    private ScalingoClient(Process process) => _process = process;

    public static async Task<ScalingoClient> StartAsync(Uri gateway, string apiToken)
    {
        await InstallAsync();
        var start = new ProcessStartInfo("node", [Path.Combine(Folder, "run.mjs")])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            WorkingDirectory = Folder,
        };
        start.Environment["AUTH_URL"] = gateway.AbsoluteUri.TrimEnd('/');
        start.Environment["API_TOKEN"] = apiToken;
        return new ScalingoClient(Process.Start(start)!);
    }

    /// <summary>What a method of the client gives, or the status and the body that it throws.</summary>
    public async Task<JsonElement> CallAsync(string call, params object[] arguments)
    {
        await _process.StandardInput.WriteLineAsync(JsonSerializer.Serialize(new { call, args = arguments }));
        var line = await _process.StandardOutput.ReadLineAsync();
        Assert.NotNull(line);
        return JsonDocument.Parse(line).RootElement;
    }

    public void Dispose()
    {
        _process.StandardInput.Close();
        if (!_process.WaitForExit(TimeSpan.FromSeconds(10)))
        {
            _process.Kill();
        }

        _process.Dispose();
    }

    private static async Task InstallAsync()
    {
        if (Directory.Exists(Path.Combine(Folder, "node_modules", "scalingo")))
        {
            return;
        }

        using var npm = Process.Start(new ProcessStartInfo("npm", ["ci", "--no-audit", "--no-fund"]) { WorkingDirectory = Folder })!;
        await npm.WaitForExitAsync();
        Assert.Equal(0, npm.ExitCode);
    }
}
