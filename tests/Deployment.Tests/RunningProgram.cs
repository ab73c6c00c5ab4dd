using System.Diagnostics;
using System.Globalization;
using System.Text;
using Tests.Common;

namespace Deployment.Tests;

/// <summary>A program that goes on until it is told to stop, with an environment of its own and what it writes kept.</summary>
internal sealed class RunningProgram : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly StringBuilder _output = new();
    private readonly Process _process;
    private bool _isDisposed;

    public RunningProgram(string program, IEnumerable<string> arguments, string folder, IReadOnlyDictionary<string, string>? environment = null)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        var inherited = new[] { "PATH", "DOTNET_ROOT", "TMPDIR" }
            .ToDictionary(name => name, Environment.GetEnvironmentVariable, StringComparer.Ordinal);
        start.Environment.Clear();
        foreach (var (name, value) in inherited.Where(one => one.Value is not null))
        {
            start.Environment[name] = value;
        }

        start.Environment["HOME"] = folder;
        foreach (var (name, value) in environment ?? new Dictionary<string, string>())
        {
            start.Environment[name] = value;
        }

        _process = Process.Start(start)!;
        _process.OutputDataReceived += (_, line) => Append(line.Data);
        _process.ErrorDataReceived += (_, line) => Append(line.Data);
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    public int Id => _process.Id;

    public bool HasExited => _process.HasExited;

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

    public async Task SignalAsync(string signal)
        => await Tool.RunWellAsync("/bin/sh", "-c", $"kill -{signal} {Id.ToString(CultureInfo.InvariantCulture)}");

    /// <summary>SIGKILL.</summary>
    public void Kill() => _process.Kill();

    public async Task<int> WaitForExitAsync()
    {
        using var deadline = new CancellationTokenSource(Patience);
        await _process.WaitForExitAsync(deadline.Token);
        return _process.ExitCode;
    }

    /// <summary>Waits until something holds, and fails with what the program wrote when it has ended before.</summary>
    public Task WaitUntilAsync(Func<Task<bool>> holds) => Eventually.HoldsAsync(
        async () =>
        {
            var isSo = await holds();
            Assert.True(isSo || !HasExited, Output);
            return isSo;
        },
        Patience,
        () => Output);

    public async ValueTask DisposeAsync()
    {
        if (_isDisposed)
        {
            return;
        }

        _isDisposed = true;
        if (!_process.HasExited)
        {
            _process.Kill(entireProcessTree: true);
            await _process.WaitForExitAsync();
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
