using System.Globalization;

namespace Tests.Common;

/// <summary>Waits for what comes true by itself, and throws when it does not in a time that is ample.</summary>
public static class Eventually
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(20);

    // For eng/mutate.sh: most of what it waits for will never come true, and each wait is the whole of its limit.
    private static readonly TimeSpan Longest =
        int.TryParse(Environment.GetEnvironmentVariable("TESTS_LONGEST_WAIT_SECONDS"), CultureInfo.InvariantCulture, out var seconds)
            ? TimeSpan.FromSeconds(seconds)
            : TimeSpan.MaxValue;

    public static Task HoldsAsync(Func<bool> condition, TimeSpan limit, string otherwise)
        => HoldsAsync(() => Task.FromResult(condition()), limit, () => otherwise);

    public static Task HoldsAsync(Func<Task<bool>> condition, TimeSpan limit, string otherwise)
        => HoldsAsync(condition, limit, () => otherwise);

    /// <summary>What is thrown is described as it stands at the end.</summary>
    public static async Task HoldsAsync(Func<Task<bool>> condition, TimeSpan limit, Func<string> otherwise)
    {
        limit = limit < Longest ? limit : Longest;
        var started = TimeProvider.System.GetTimestamp();
        while (!await condition())
        {
            if (TimeProvider.System.GetElapsedTime(started) >= limit)
            {
                throw new ConditionNotMetException($"Not within {limit}: {otherwise()}");
            }

            await Task.Delay(Pause);
        }
    }
}
