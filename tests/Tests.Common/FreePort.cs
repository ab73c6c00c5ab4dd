using System.Net;
using System.Net.NetworkInformation;
using System.Net.Sockets;

namespace Tests.Common;

/// <summary>Ports of loopback, for programs that must be told theirs. Where 0 can be given, give 0.</summary>
public static class FreePort
{
    /// <summary>A port that nothing listened on a moment ago.</summary>
    public static int Next()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    /// <summary>The preferred port, or a free one when something listens there.</summary>
    public static int Prefer(int port) => IsTaken(port) ? Next() : port;

    public static bool IsTaken(int port)
        => IPGlobalProperties.GetIPGlobalProperties().GetActiveTcpListeners().Any(endpoint => endpoint.Port == port);
}
