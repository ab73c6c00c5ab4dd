using System.Net;
using System.Net.NetworkInformation;

namespace Gateway.Outbound;

/// <summary>The addresses under which this machine reaches itself. Asked of the system each time: they come and go.</summary>
internal static class LocalAddresses
{
    public static bool Contain(IPAddress address)
        => IPAddress.IsLoopback(address)
        || IsUnspecified(address)
        || NetworkInterface.GetAllNetworkInterfaces()
            .SelectMany(network => network.GetIPProperties().UnicastAddresses)
            .Any(own => AddressReadings.Of(own.Address)[0].Equals(address));

    /// <summary>Dialling 0.0.0.0 or :: reaches the machine itself.</summary>
    public static bool IsUnspecified(IPAddress address) => address.Equals(IPAddress.Any) || address.Equals(IPAddress.IPv6Any);
}
