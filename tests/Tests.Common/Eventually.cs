namespace Tests.Common;

/// <summary>Waits for what comes true by itself, and throws when it does not in a time that is ample.</summary>
public static class Eventually
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(20);

    public static Task HoldsAsync(Func<bool> condition, TimeSpan limit, string otherwise)
        => HoldsAsync(() => Task.FromResult(condition()), limit, () => otherwise);

    public static Task HoldsAsync(Func<Task<bool>> condition, TimeSpan limit, string otherwise)
        => HoldsAsync(condition, limit, () => otherwise);

    /// <summary>What is thrown is described as it stands at the end.</summary>
    public static async Task HoldsAsync(Func<Task<bool>> condition, TimeSpan limit, Func<string> otherwise)
    {
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
