namespace Gateway.Plugins.Invocation;

/// <summary>
/// Stops calling a provider that keeps throwing what only a bug throws. The pause covers the hosts where it happened; only when it has
/// happened at several, one after the other, does it cover the whole type, so that nobody can switch a platform off for others with
/// one instance that answers nonsense. Failures of a platform do not count.
/// </summary>
internal sealed class ProviderBreaker(TimeProvider time)
{
    private const int FaultsToOpen = 5;
    private const int HostsForAll = 3;

    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(5);

    private readonly Lock _lock = new();
    private readonly HashSet<string> _hosts = new(StringComparer.Ordinal);
    private int _faults;
    private long _openedAt;
    private bool _probing;

    /// <summary>Whether a call may be made. After the pause one call is let through, and decides.</summary>
    public bool Allows(string host)
    {
        lock (_lock)
        {
            if (_faults < FaultsToOpen || !(_hosts.Count >= HostsForAll || _hosts.Contains(host)))
            {
                return true;
            }

            if (_probing || time.GetElapsedTime(_openedAt) < Pause)
            {
                return false;
            }

            _probing = true;
            return true;
        }
    }

    /// <summary>The provider has behaved, whatever the platform said.</summary>
    public void Behaved()
    {
        lock (_lock)
        {
            (_faults, _probing) = (0, false);
            _hosts.Clear();
        }
    }

    /// <summary>The provider has thrown, or returned what it must not.</summary>
    public void Misbehaved(string host)
    {
        lock (_lock)
        {
            _faults = Math.Min(_faults + 1, FaultsToOpen);
            _probing = false;
            _openedAt = time.GetTimestamp();
            if (_hosts.Count < HostsForAll)
            {
                _hosts.Add(host);
            }
        }
    }

    /// <summary>The call ended without telling anything of the provider, because its caller has gone.</summary>
    public void Undecided()
    {
        lock (_lock)
        {
            _probing = false;
        }
    }
}
