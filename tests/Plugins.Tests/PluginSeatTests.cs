using Gateway.Plugins;

namespace Plugins.Tests;

/// <summary>What is remembered under one plugin's name.</summary>
public sealed class PluginSeatTests
{
    private readonly PluginSeat _seat = new();

    [Fact]
    public void It_Is_Idle_Until_There_Is_Something_To_Tell()
    {
        Assert.True(_seat.IsIdle);

        _seat.Refuse([Refusal("is broken")]);
        Assert.False(_seat.IsIdle);
        _seat.Refuse([]);
        Assert.True(_seat.IsIdle);

        _seat.Take(LoadedPlugins.Make("Good", "1", null, "good"));
        Assert.False(_seat.IsIdle);
        _seat.Vacate(PluginState.Removed, DateTimeOffset.UnixEpoch);
        Assert.False(_seat.IsIdle);
    }

    [Fact]
    public void Who_Leaves_An_Empty_Seat_Changes_Nothing()
    {
        _seat.Vacate(PluginState.Removed, DateTimeOffset.UnixEpoch);
        Assert.Null(_seat.Gone);

        _seat.Take(LoadedPlugins.Make("Good", "1", null, "good"));
        _seat.Vacate(PluginState.Removed, DateTimeOffset.UnixEpoch, "was distrusted");
        _seat.Vacate(PluginState.Replaced, DateTimeOffset.UnixEpoch.AddDays(1));

        Assert.Equal((PluginState.Removed, DateTimeOffset.UnixEpoch, "was distrusted"), (_seat.Gone!.State, _seat.Gone.Since, _seat.Gone.Reason));
    }

    private static PluginStatus Refusal(string reason) => new()
    {
        Name = "Good",
        Path = "/plugins/Good/Good.dll",
        State = PluginState.Refused,
        Since = DateTimeOffset.UnixEpoch,
        Reason = reason,
    };
}
