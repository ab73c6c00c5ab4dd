using System.Diagnostics;

namespace Gateway.Bench;

/// <summary>A server that is measured: how to start it, and where it answers.</summary>
internal sealed class Subject : IDisposable
{
    private readonly Process _process;

    private readonly WorkFolder _folder;

    private readonly Allocations? _allocations;

    private Subject(string name, Uri address, Process process, WorkFolder folder, TimeSpan startup, Allocations? allocations)
    {
        _allocations = allocations;
        _folder = folder;
        Name = name;
        Address = address;
        Startup = startup;
        _process = process;
    }

    public string Name { get; }

    public Uri Address { get; }

    /// <summary>From the start of the process to its first answer with 200.</summary>
    public TimeSpan Startup { get; }

    public double CpuSeconds => ProcessAccount.CpuSeconds(_process.Id);

    public long ResidentBytes => ProcessAccount.ResidentBytes(_process.Id);

    /// <summary>Bytes since its start; null when it was started without the hook that counts them.</summary>
    public async Task<long?> AllocatedBytesAsync() => _allocations is null ? null : await _allocations.ReadAsync(_process.Id);

    public static async Task<Subject> StartAsync(
        string name,
        Uri probe,
        string file,
        IEnumerable<string> arguments,
        IReadOnlyDictionary<string, string>? environment = null,
        Allocations? allocations = null)
    {
        var folder = new WorkFolder();
        var start = new ProcessStartInfo(file, arguments)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = folder.Path,
        };
        foreach (var (key, value) in (environment ?? new Dictionary<string, string>()).Concat(allocations?.Environment ?? new Dictionary<string, string>()))
        {
            start.Environment[key] = value;
        }

        var watch = Stopwatch.StartNew();
        var process = Process.Start(start) ?? throw new InvalidOperationException($"{name} could not be started.");
        process.OutputDataReceived += (_, _) => { };
        process.BeginOutputReadLine();
        process.ErrorDataReceived += (_, line) => Console.Error.WriteLine(line.Data);
        process.BeginErrorReadLine();

        using var client = new HttpClient { Timeout = TimeSpan.FromSeconds(2) };
        while (!await AnswersAsync(client, probe))
        {
            if (process.HasExited || watch.Elapsed > TimeSpan.FromSeconds(30))
            {
                throw new InvalidOperationException($"{name} does not answer at {probe}.");
            }

            await Task.Delay(2);
        }

        return new Subject(name, probe, process, folder, watch.Elapsed, allocations);
    }

    /// <summary>Another address of the same process, which goes on when that is disposed.</summary>
    public Subject At(Uri address) => new(Name, address, _process, _folder, Startup, _allocations) { IsBorrowed = true };

    private bool IsBorrowed { get; init; }

    public void Dispose()
    {
        if (IsBorrowed)
        {
            return;
        }

        _process.Kill(entireProcessTree: true);
        _process.WaitForExit();
        _process.Dispose();
        _folder.Dispose();
    }

    private static async Task<bool> AnswersAsync(HttpClient client, Uri probe)
    {
        try
        {
            using var response = await client.GetAsync(probe);
            return response.IsSuccessStatusCode;
        }
        catch (Exception exception) when (exception is HttpRequestException or TaskCanceledException)
        {
            return false;
        }
    }
}
