using System.Diagnostics;
using System.Globalization;
using Gateway.SecurityTests.Worlds;
using Tests.Common;

namespace Gateway.SecurityTests.Procedures;

/// <summary>The gateway as a process of its own, on the ports of its world.</summary>
internal sealed class GatewayProcess : IDisposable
{
    private readonly Process _process;
    private readonly Task<string> _errors;
    private readonly Task<string> _output;

    private GatewayProcess(Process process)
    {
        _process = process;
        _errors = process.StandardError.ReadToEndAsync();
        _output = process.StandardOutput.ReadToEndAsync();
    }

    public static GatewayProcess Start(World world, params string[] more)
    {
        Directory.CreateDirectory(world.Folder);
        var settings = WorldSettings.Of(world).Select(setting => $"--{setting.Key}={setting.Value}");
        return new GatewayProcess(Process.Start(new ProcessStartInfo(
            Environment.ProcessPath!, [typeof(GatewayProcess).Assembly.Location, "gateway", .. settings, .. more])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!);
    }

    public static async Task<GatewayProcess> StartReadyAsync(World world, params string[] more)
    {
        var process = Start(world, more);
        await Eventually.HoldsAsync(() => process.IsReadyAsync(world), TimeSpan.FromSeconds(60), "the gateway does not get ready");
        return process;
    }

    public async Task TerminateAsync()
    {
        using var kill = Process.Start("kill", ["-TERM", _process.Id.ToString(CultureInfo.InvariantCulture)]);
        await kill.WaitForExitAsync();
    }

    public async Task KillAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
    }

    public async Task<(int Code, string Text)> WaitForExitAsync()
    {
        await _process.WaitForExitAsync().WaitAsync(TimeSpan.FromSeconds(60));
        return (_process.ExitCode, await _errors + await _output);
    }

    public void Dispose()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
        }

        _process.Dispose();
    }

    private async Task<bool> IsReadyAsync(World world)
    {
        Assert.False(_process.HasExited, "the gateway has ended");
        try
        {
            return (await world.ManageAsync("/health/ready")).Status == 200;
        }
        catch (Exception exception) when (exception is System.Net.Sockets.SocketException or IOException)
        {
            return false;
        }
    }
}
