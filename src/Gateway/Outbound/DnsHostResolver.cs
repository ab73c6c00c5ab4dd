using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace Gateway.Outbound;

/// <summary>
/// Asks the system. A look-up holds a thread until it ends, also when nobody waits any more, so names that answer slowly could take
/// all of them; hence the limit, and one look-up for all who ask for the same name at the same time.
/// </summary>
internal sealed class DnsHostResolver : IHostResolver, IDisposable
{
    private const int MaxLookups = 32;

    private readonly SemaphoreSlim _permits = new(MaxLookups);
    private readonly ConcurrentDictionary<string, Lazy<Task<IPAddress[]>>> _lookups = new(StringComparer.OrdinalIgnoreCase);
    private readonly Func<string, Task<IPAddress[]>> _ask;

    public DnsHostResolver()
        : this(Dns.GetHostAddressesAsync)
    {
    }

    internal DnsHostResolver(Func<string, Task<IPAddress[]>> ask) => _ask = ask;

    public async Task<IPAddress[]> ResolveAsync(string host, CancellationToken cancellationToken)
    {
        if (IPAddress.TryParse(host, out _))
        {
            // Nobody is asked, so it holds no thread.
            return await AskAsync(host);
        }

        if (!_lookups.TryGetValue(host, out var lookup))
        {
            await _permits.WaitAsync(cancellationToken);
            lookup = BeginOrJoin(host);
        }

        return await lookup.Value.WaitAsync(cancellationToken);
    }

    public void Dispose() => _permits.Dispose();

    private Lazy<Task<IPAddress[]>> BeginOrJoin(string host)
    {
        var own = new Lazy<Task<IPAddress[]>>(() => LookUpAsync(host));
        var lookup = _lookups.GetOrAdd(host, own);
        if (lookup != own)
        {
            _permits.Release();
        }

        return lookup;
    }

    private async Task<IPAddress[]> LookUpAsync(string host)
    {
        try
        {
            return await AskAsync(host);
        }
        finally
        {
            _lookups.TryRemove(host, out _);
            _permits.Release();
        }
    }

    private async Task<IPAddress[]> AskAsync(string host)
    {
        try
        {
            return await _ask(host);
        }
        catch (ArgumentException)
        {
            // Too long to be a name, or not one.
            throw new SocketException((int)SocketError.HostNotFound);
        }
    }
}
