using System.Net;

namespace Gateway.Outbound;

/// <summary>Asks the listeners and the upstream about an address, in all of its readings.</summary>
internal sealed class ReservedEndpoints(OwnListeners listeners, UpstreamDestinations upstream) : IReservedEndpoints
{
    public async ValueTask<OutboundRefusal?> FindAsync(IPAddress address, int port, CancellationToken cancellationToken)
    {
        foreach (var reading in AddressReadings.Of(address))
        {
            if (listeners.Contain(reading, port))
            {
                return OutboundRefusal.OwnListener;
            }

            if (await upstream.ContainAsync(reading, port, cancellationToken))
            {
                return OutboundRefusal.Upstream;
            }
        }

        return null;
    }
}
