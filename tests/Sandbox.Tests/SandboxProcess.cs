using System.Diagnostics;
using System.Text;

namespace Sandbox.Tests;

/// <summary>The sandbox as its users start it: a process of its own.</summary>
internal sealed class SandboxProcess : IDisposable
{
    private readonly StringBuilder _output = new();
    private readonly Process _process;

    public SandboxProcess(params string[] arguments)
    {
        _process = Process.Start(new ProcessStartInfo("dotnet", [typeof(Smoke).Assembly.Location, .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        _process.OutputDataReceived += (_, line) => Append(line.Data);
        _process.ErrorDataReceived += (_, line) => Append(line.Data);
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    public string Output
    {
        get
        {
            lock (_output)
            {
                return _output.ToString();
            }
        }
    }

    public async Task<int> WaitForExitAsync()
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(2));
        await _process.WaitForExitAsync(patience.Token);
        return _process.ExitCode;
    }

    /// <summary>Waits until it has printed its welcome.</summary>
    public async Task<string> WaitForWelcomeAsync()
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(2));
        while (!Output.Contains("Ctrl+C ends it", StringComparison.Ordinal))
        {
            Assert.False(_process.HasExited, Output);
            await Task.Delay(50, patience.Token);
        }

        return Output;
    }

    public void Dispose()
    {
        if (!_process.HasExited)
        {
            _process.Kill(entireProcessTree: true);
            _process.WaitForExit();
        }

        _process.Dispose();
    }

    private void Append(string? line)
    {
        lock (_output)
        {
            _output.AppendLine(line);
        }
    }
}
