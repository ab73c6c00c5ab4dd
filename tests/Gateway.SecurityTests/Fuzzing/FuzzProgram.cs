using System.Text.Json;

namespace Gateway.SecurityTests.Fuzzing;

/// <summary>
/// The part of the tests that fuzzes, as a process of its own: it takes what the others leave of the machine, and what ends a process ends
/// none but this.
/// </summary>
internal static class FuzzProgram
{
    public static async Task<int> RunAsync(string file)
    {
        var results = await Task.WhenAll(Targets.All.Select(target
            => Task.Run(async () => KeyValuePair.Create(target.Key, await TryAsync(target.Value.Try, target.Value.Corpus())))));
        await File.WriteAllTextAsync(file, JsonSerializer.Serialize(new Dictionary<string, FuzzResult>(results)));
        return 0;
    }

    public static async Task<FuzzResult> TryAsync(Func<string, Task> target, IReadOnlyList<string> corpus)
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
                return new FuzzResult(tried, $"seed {seed}, input {tried}, «{input}»: {exception}");
            }
        }

        return new FuzzResult(tried, null);
    }
}
