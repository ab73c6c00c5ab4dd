using System.Diagnostics;
using System.Text.Json;
using Gateway.SecurityTests.Fuzzing;
using Tests.Common;
using Xunit.Abstractions;

namespace Gateway.SecurityTests;

/// <summary>
/// All targets at once, each on inputs of its own, for as long as <see cref="Budget"/> gives. What breaks one is printed with its seed; it
/// belongs into the catalogue then.
/// </summary>
public sealed class FuzzTests(FuzzTests.Runs runs, ITestOutputHelper output) : IClassFixture<FuzzTests.Runs>
{
    public static TheoryData<string> Names() => [.. Targets.All.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Nothing_Breaks(string target)
    {
        var (tried, failure) = (await runs.All.Value)[target];
        output.WriteLine($"{tried} inputs");

        Assert.NotEqual(0, tried);
        Assert.True(failure is null, failure);
    }

    [Fact]
    public async Task What_Breaks_Is_Found()
    {
        var (_, failure) = await FuzzProgram.TryAsync(
            text => text.Contains("%00", StringComparison.Ordinal) ? throw new FormatException() : Task.CompletedTask, ["/v1/apps"]);

        Assert.Contains("%00", failure, StringComparison.Ordinal);
    }

    public sealed class Runs : IDisposable
    {
        private readonly TemporaryFolder _folder = new();

        public Runs() => All = new(FuzzAsync);

        internal Lazy<Task<Dictionary<string, FuzzResult>>> All { get; }

        public void Dispose() => _folder.Dispose();

        // The rows beside it have deadlines to meet, and this has not.
        private async Task<Dictionary<string, FuzzResult>> FuzzAsync()
        {
            using var process = Process.Start(new ProcessStartInfo(
                "nice", ["-n", "19", Environment.ProcessPath!, typeof(FuzzProgram).Assembly.Location, "fuzz", _folder["results"]])
            {
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            })!;
            var said = await Task.WhenAll(process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
            await process.WaitForExitAsync();
            Assert.True(process.ExitCode == 0, string.Join('\n', said.Append($"The fuzzer ended with {process.ExitCode}.")));
            return JsonSerializer.Deserialize<Dictionary<string, FuzzResult>>(await File.ReadAllTextAsync(_folder["results"]))!;
        }
    }
}
