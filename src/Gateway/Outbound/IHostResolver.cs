using System.Net;

namespace Gateway.Outbound;

/// <summary>Finds the addresses of a name. A literal address is its own answer.</summary>
internal interface IHostResolver
{
    /// <exception cref="System.Net.Sockets.SocketException">There is no such name, or no server to ask.</exception>
    Task<IPAddress[]> ResolveAsync(string host, CancellationToken cancellationToken);
}
