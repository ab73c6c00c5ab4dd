using Gateway.SecurityTests.Fuzzing;
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
        var (tried, failure) = await runs.All.Value[target];
        output.WriteLine($"{tried} inputs");

        Assert.NotEqual(0, tried);
        Assert.True(failure is null, failure);
    }

    [Fact]
    public async Task What_Breaks_Is_Found()
    {
        var (_, failure) = await FuzzAsync(text => text.Contains("%00", StringComparison.Ordinal) ? throw new FormatException() : Task.CompletedTask, ["/v1/apps"]);

        Assert.Contains("%00", failure, StringComparison.Ordinal);
    }

    private static async Task<(long Tried, string? Failure)> FuzzAsync(Func<string, Task> target, IReadOnlyList<string> corpus)
    {
        var seed = Random.Shared.Next();
        var fuzzer = new Fuzzer(seed, corpus);
        var started = TimeProvider.System.GetTimestamp();
        var tried = 0L;
        while (TimeProvider.System.GetElapsedTime(started) < Budget.Time)
        {
            var input = fuzzer.Next();
            tried++;
            try
            {
                await target(input);
            }
            catch (Exception exception) when (exception is not OutOfMemoryException)
            {
                return (tried, $"seed {seed}, input {tried}, «{input}»: {exception}");
            }
        }

        return (tried, null);
    }

    public sealed class Runs
    {
        internal Lazy<Dictionary<string, Task<(long Tried, string? Failure)>>> All { get; } = new(
            () => Targets.All.ToDictionary(target => target.Key, target => Task.Run(() => FuzzAsync(target.Value.Try, target.Value.Corpus()))));
    }
}
