using System.Net;
using System.Net.Sockets;

namespace Gateway.Outbound;

/// <summary>
/// Asks the system. A look-up holds a thread until it ends, also when nobody waits any more, so names that answer slowly could take
/// all of them; hence the limit.
/// </summary>
internal sealed class DnsHostResolver : IHostResolver, IDisposable
{
    private const int MaxLookups = 32;

    private readonly SemaphoreSlim _lookups = new(MaxLookups);

    public async Task<IPAddress[]> ResolveAsync(string host, CancellationToken cancellationToken)
    {
        await _lookups.WaitAsync(cancellationToken);
        return await LookUpAsync(host).WaitAsync(cancellationToken);
    }

    public void Dispose() => _lookups.Dispose();

    private async Task<IPAddress[]> LookUpAsync(string host)
    {
        try
        {
            return await Dns.GetHostAddressesAsync(host);
        }
        catch (ArgumentException)
        {
            // Too long to be a name, or not one.
            throw new SocketException((int)SocketError.HostNotFound);
        }
        finally
        {
            _lookups.Release();
        }
    }
}
