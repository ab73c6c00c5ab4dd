using Gateway.Plugins.Loading;
using Providers.Abstractions;

namespace Gateway.Plugins;

/// <summary>Which plugin serves under which name, what was refused, and what has gone. One writer; readers take the lists.</summary>
internal sealed class PluginRoster(TimeProvider time)
{
    private readonly SortedDictionary<string, PluginSeat> _seats = new(StringComparer.Ordinal);

    public IReadOnlyList<LoadedPlugin> Serving => [.. _seats.Values.Select(seat => seat.Plugin).OfType<LoadedPlugin>()];

    public IReadOnlyList<PluginStatus> Statuses => [.. _seats.Values.SelectMany(seat => seat.Statuses)];

    public IReadOnlyList<string> RefusedNames => [.. _seats.Where(seat => seat.Value.Refused.Count > 0).Select(seat => seat.Key)];

    /// <summary>Null when none serves under the name.</summary>
    public LoadedPlugin? Find(string name) => _seats.GetValueOrDefault(name)?.Plugin;

    /// <summary>
    /// Takes away what has gone, then seats what was loaded. A plugin whose type another one serves already is refused; between newcomers
    /// the first in the order of names wins. What serves under the same name is replaced, unless the newcomer was refused. What is still there
    /// at the end and no longer trusted is taken away too.
    /// </summary>
    /// <param name="gone">The names whose folders have gone.</param>
    /// <param name="loadings">What came of loading, by name.</param>
    /// <param name="distrust">Why a plugin may not serve any more; null when it may.</param>
    public RosterUpdate Update(
        IEnumerable<string> gone, IReadOnlyDictionary<string, IReadOnlyList<PluginLoading>> loadings, Func<LoadedPlugin, string?> distrust)
    {
        var changes = new List<PluginChange>();
        var released = new List<LoadedPlugin>();
        foreach (var name in gone)
        {
            Remove(name, changes, released);
        }

        foreach (var (name, attempts) in loadings.OrderByDescending(loading => Find(loading.Key) is not null).ThenBy(loading => loading.Key, StringComparer.Ordinal))
        {
            Admit(name, attempts, changes, released);
        }

        foreach (var (name, seat) in _seats)
        {
            if (seat.Plugin is { } plugin && distrust(plugin) is { } reason)
            {
                seat.Vacate(PluginState.Removed, time.GetUtcNow(), $"The plugin «{name}» {reason}");
                changes.Add(new PluginChange(PluginChangeKind.Distrusted, seat.Gone!));
                released.Add(plugin);
            }
        }

        return new RosterUpdate(changes, released);
    }

    private void Remove(string name, List<PluginChange> changes, List<LoadedPlugin> released)
    {
        if (!_seats.TryGetValue(name, out var seat))
        {
            return;
        }

        seat.Refuse([]);
        if (seat.Plugin is { } plugin)
        {
            seat.Vacate(PluginState.Removed, time.GetUtcNow());
            changes.Add(new PluginChange(PluginChangeKind.Removed, seat.Gone!));
            released.Add(plugin);
        }

        if (seat.IsIdle)
        {
            _seats.Remove(name);
        }
    }

    private void Admit(string name, IReadOnlyList<PluginLoading> attempts, List<PluginChange> changes, List<LoadedPlugin> released)
    {
        if (!_seats.TryGetValue(name, out var seat))
        {
            _seats[name] = seat = new PluginSeat();
        }

        var refused = new List<PluginStatus>();
        foreach (var attempt in attempts.Where(attempt => !attempt.IsServing))
        {
            if (attempt.Plugin is not { } plugin)
            {
                refused.Add(attempt.Status);
            }
            else if (ConflictOf(plugin) is { } conflict)
            {
                refused.Add(attempt.Status with { State = PluginState.Refused, Reason = conflict });
                released.Add(plugin);
            }
            else if (seat.Take(plugin) is { } before)
            {
                var kind = before.Copy.IsSameAs(plugin.Copy) ? PluginChangeKind.Reconfigured : PluginChangeKind.Replaced;
                changes.Add(new PluginChange(kind, plugin.Status, before.Status));
                released.Add(before);
            }
            else
            {
                changes.Add(new PluginChange(PluginChangeKind.Added, plugin.Status));
            }
        }

        changes.AddRange(seat.Refuse(refused).Select(status => new PluginChange(PluginChangeKind.Refused, status)));
    }

    private string? ConflictOf(LoadedPlugin newcomer)
        => (from other in Serving
            where other.Name != newcomer.Name
            from served in other.Providers
            let type = served.Description.Type
            where newcomer.Providers.Any(provider => provider.Description.Type == type)
            select Sentence(newcomer.Name, other.Name, type)).FirstOrDefault();

    private static string Sentence(string newcomer, string other, ScmType type)
        => $"The plugin «{newcomer}» offers the type «{type}», which the plugin «{other}» serves already: remove one of the two.";
}
