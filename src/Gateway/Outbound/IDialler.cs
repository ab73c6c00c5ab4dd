using System.Net;

namespace Gateway.Outbound;

/// <summary>Opens a connection to an address that has been judged.</summary>
internal interface IDialler
{
    /// <exception cref="System.Net.Sockets.SocketException">Nobody answers there.</exception>
    Task<Stream> DialAsync(IPEndPoint endPoint, CancellationToken cancellationToken);
}
