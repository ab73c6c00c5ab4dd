using System.Net;

namespace Gateway.Outbound;

/// <summary>Where no provider may connect, whatever the operator allows: the gateway itself, and the upstream.</summary>
internal interface IReservedEndpoints
{
    /// <summary><see cref="OutboundRefusal.OwnListener"/>, <see cref="OutboundRefusal.Upstream"/>, or null when it is neither.</summary>
    ValueTask<OutboundRefusal?> FindAsync(IPAddress address, int port, CancellationToken cancellationToken);
}
