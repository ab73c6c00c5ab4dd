using Gateway.ScmIntegrations;
using Microsoft.Extensions.Options;
using Providers.Abstractions;

namespace Gateway.Plugins.Invocation;

/// <summary>
/// Lets a bounded number of calls run: all together, and per host, so that one slow host cannot take every place and the gateway is no
/// means to flood somebody. Calls wait for their turn, in a bounded number too.
/// </summary>
internal sealed class PlatformCallLimits : IDisposable
{
    private const int PerHost = 4;
    private const int WaitingPerPlace = 16;

    private readonly Lock _lock = new();
    private readonly Dictionary<string, Gate> _hosts = new(StringComparer.Ordinal);
    private readonly SemaphoreSlim _all;
    private readonly int _perSharedHost;

    public PlatformCallLimits(IOptions<LimitOptions> options)
    {
        _all = new SemaphoreSlim(options.Value.ConcurrentPlatformCalls);
        _perSharedHost = Math.Max(PerHost, options.Value.ConcurrentPlatformCalls / 2);
    }

    /// <summary>Waits for a place. Null when too many wait for the host already, or none came free before the deadline.</summary>
    /// <param name="instance">Whom to call.</param>
    /// <param name="isShared">
    /// Whether the instance is the one address of its platform, where all users' calls meet: it gets half of all places.
    /// </param>
    /// <param name="deadline">Until when to wait.</param>
    public async Task<IDisposable?> EnterAsync(ScmInstance instance, bool isShared, CancellationToken deadline)
    {
        var places = isShared ? _perSharedHost : PerHost;
        if (Enter($"{instance.Address.Authority}{(isShared ? "*" : "")}", places) is not { } gate)
        {
            return null;
        }

        var entered = false;
        try
        {
            await gate.Places.WaitAsync(deadline);
            entered = true;
            await _all.WaitAsync(deadline);
            return new Place(this, gate);
        }
        catch (OperationCanceledException)
        {
            Leave(gate, entered);
            return null;
        }
    }

    public void Dispose() => _all.Dispose();

    private Gate? Enter(string key, int places)
    {
        lock (_lock)
        {
            if (!_hosts.TryGetValue(key, out var gate))
            {
                _hosts[key] = gate = new Gate(key, places);
            }

            if (gate.Users >= places * WaitingPerPlace)
            {
                return null;
            }

            gate.Users++;
            return gate;
        }
    }

    private void Leave(Gate gate, bool entered)
    {
        if (entered)
        {
            gate.Places.Release();
        }

        lock (_lock)
        {
            if (--gate.Users == 0)
            {
                _hosts.Remove(gate.Key);
                gate.Places.Dispose();
            }
        }
    }

    private sealed class Gate(string key, int places)
    {
        public string Key { get; } = key;

        public SemaphoreSlim Places { get; } = new(places);

        /// <summary>Those who hold a place or wait for one.</summary>
        public int Users { get; set; }
    }

    private sealed class Place(PlatformCallLimits limits, Gate gate) : IDisposable
    {
        private int _left;

        public void Dispose()
        {
            if (Interlocked.Exchange(ref _left, 1) == 0)
            {
                limits._all.Release();
                limits.Leave(gate, entered: true);
            }
        }
    }
}
