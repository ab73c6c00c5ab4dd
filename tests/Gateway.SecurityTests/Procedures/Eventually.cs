namespace Gateway.SecurityTests.Procedures;

/// <summary>Waits for what comes true by itself, and fails when it does not in a time that is ample.</summary>
internal static class Eventually
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);

    public static Task HoldsAsync(Func<bool> condition, TimeSpan limit, string otherwise)
        => HoldsAsync(() => Task.FromResult(condition()), limit, otherwise);

    public static async Task HoldsAsync(Func<Task<bool>> condition, TimeSpan limit, string otherwise)
    {
        var started = TimeProvider.System.GetTimestamp();
        while (!await condition())
        {
            Assert.True(TimeProvider.System.GetElapsedTime(started) < limit, otherwise);
            await Task.Delay(Pause);
        }
    }
}
