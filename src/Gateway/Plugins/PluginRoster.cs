using Gateway.Plugins.Loading;
using Providers.Abstractions;

namespace Gateway.Plugins;

/// <summary>Which plugin serves under which name, what was refused, and what has gone. One writer; readers take the lists.</summary>
internal sealed class PluginRoster(TimeProvider time)
{
    private readonly SortedDictionary<string, Seat> _seats = new(StringComparer.Ordinal);

    public IReadOnlyList<LoadedPlugin> Serving => [.. _seats.Values.Select(seat => seat.Plugin).OfType<LoadedPlugin>()];

    public IReadOnlyList<PluginStatus> Statuses
        => [.. _seats.Values.SelectMany(seat => new[] { seat.Status, seat.Gone }.OfType<PluginStatus>().Concat(seat.Refused))];

    /// <summary>
    /// Seats what was loaded. A plugin whose type another one serves already is refused; between newcomers the first in the order of names
    /// wins. What serves under the same name is replaced, unless the newcomer was refused.
    /// </summary>
    /// <returns>The plugins that no longer serve, or never did, to be let go once the catalog is swapped.</returns>
    public IReadOnlyList<LoadedPlugin> Admit(IEnumerable<PluginLoading> loadings)
    {
        var released = new List<LoadedPlugin>();
        var ordered = loadings.OrderByDescending(IsReplacement).ThenBy(loading => loading.Status.Name, StringComparer.Ordinal).ToList();
        foreach (var seat in ordered.Select(loading => SeatOf(loading.Status.Name)))
        {
            seat.Refused.Clear();
        }

        foreach (var loading in ordered)
        {
            var seat = SeatOf(loading.Status.Name);
            if (loading.Plugin is not { } plugin)
            {
                seat.Refused.Add(loading.Status);
                continue;
            }

            if (ConflictOf(plugin) is { } conflict)
            {
                seat.Refused.Add(loading.Status with { State = PluginState.Refused, Reason = conflict });
                released.Add(plugin);
                continue;
            }

            if (seat.Plugin is { } old)
            {
                released.Add(old);
                seat.Gone = seat.Status! with { State = PluginState.Replaced, Since = time.GetUtcNow() };
            }
            else
            {
                seat.Gone = null;
            }

            (seat.Plugin, seat.Status) = (plugin, loading.Status);
        }

        return released;
    }

    /// <summary>Takes plugins away whose folders have gone.</summary>
    /// <returns>Those that served.</returns>
    public IReadOnlyList<LoadedPlugin> Remove(IEnumerable<string> names)
    {
        var released = new List<LoadedPlugin>();
        foreach (var name in names)
        {
            var seat = SeatOf(name);
            if (seat.Plugin is { } plugin)
            {
                released.Add(plugin);
                seat.Gone = seat.Status! with { State = PluginState.Removed, Since = time.GetUtcNow() };
            }

            (seat.Plugin, seat.Status) = (null, null);
            seat.Refused.Clear();
        }

        return released;
    }

    private bool IsReplacement(PluginLoading loading) => _seats.TryGetValue(loading.Status.Name, out var seat) && seat.Plugin is not null;

    private string? ConflictOf(LoadedPlugin newcomer)
        => (from other in Serving
            where other.Name != newcomer.Name
            from served in other.Providers
            let type = served.Description.Type
            where newcomer.Providers.Any(provider => provider.Description.Type == type)
            select Sentence(newcomer.Name, other.Name, type)).FirstOrDefault();

    private static string Sentence(string newcomer, string other, ScmType type)
        => $"The plugin «{newcomer}» offers the type «{type}», which the plugin «{other}» serves already: remove one of the two.";

    private Seat SeatOf(string name)
    {
        if (!_seats.TryGetValue(name, out var seat))
        {
            _seats[name] = seat = new Seat();
        }

        return seat;
    }

    private sealed class Seat
    {
        public LoadedPlugin? Plugin { get; set; }

        /// <summary>Of the plugin that serves.</summary>
        public PluginStatus? Status { get; set; }

        /// <summary>Of the builds that were tried last and could not serve.</summary>
        public List<PluginStatus> Refused { get; } = [];

        /// <summary>Of the last one that served before.</summary>
        public PluginStatus? Gone { get; set; }
    }
}
