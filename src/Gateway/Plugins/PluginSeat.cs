using Gateway.Plugins.Loading;

namespace Gateway.Plugins;

/// <summary>What is known under one plugin's name: which build serves, which could not, and which did before.</summary>
internal sealed class PluginSeat
{
    /// <summary>Null when none serves.</summary>
    public LoadedPlugin? Plugin { get; private set; }

    /// <summary>Of the builds that were tried last and could not serve.</summary>
    public IReadOnlyList<PluginStatus> Refused { get; private set; } = [];

    /// <summary>Of the last one that served before.</summary>
    public PluginStatus? Gone { get; private set; }

    public bool IsIdle => Plugin is null && Gone is null && Refused.Count == 0;

    public IEnumerable<PluginStatus> Statuses => new[] { Plugin?.Status, Gone }.OfType<PluginStatus>().Concat(Refused);

    /// <summary>Replaces what serves.</summary>
    /// <returns>The one that served.</returns>
    public LoadedPlugin? Take(LoadedPlugin plugin)
    {
        var before = Plugin;
        Gone = before is null ? null : before.Status with { State = PluginState.Replaced, Since = plugin.Status.Since };
        Plugin = plugin;
        return before;
    }

    public void Vacate(PluginState state, DateTimeOffset since, string? reason = null)
    {
        Gone = Plugin is null ? Gone : Plugin.Status with { State = state, Since = since, Reason = reason };
        Plugin = null;
    }

    /// <summary>Remembers what was refused in the last attempt, and forgets the attempts before it.</summary>
    /// <returns>Those that were not refused for the same reason already.</returns>
    public IReadOnlyList<PluginStatus> Refuse(IReadOnlyList<PluginStatus> refused)
    {
        var before = Refused;
        Refused = [.. refused.Select(status => before.FirstOrDefault(other => IsSame(other, status)) ?? status)];
        return [.. Refused.Except(before)];
    }

    private static bool IsSame(PluginStatus one, PluginStatus other)
        => (one.Path, one.Reason, one.Sha256) == (other.Path, other.Reason, other.Sha256);
}
