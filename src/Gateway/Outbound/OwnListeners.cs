using System.Net;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;

namespace Gateway.Outbound;

/// <summary>The addresses and ports that this process listens on.</summary>
internal sealed class OwnListeners(IConfiguration configuration, IServiceProvider services)
{
    private static readonly string[] Keys = ["Urls", "Gateway:Management:Url"];

    public bool Contain(IPAddress address, int port)
    {
        foreach (var listener in FindListeners())
        {
            if (listener.Port == port && Answers(listener.Host, address))
            {
                return true;
            }
        }

        return false;
    }

    // What the server says it is bound to, and before it says so what it is told to bind to. The server is asked for late: it cannot
    // be had while the application is being built.
    private IEnumerable<BindingAddress> FindListeners()
    {
        var bound = services.GetService<IServer>()?.Features.Get<IServerAddressesFeature>()?.Addresses ?? [];
        var configured = Keys.SelectMany(key => configuration[key]?.Split(';', StringSplitOptions.RemoveEmptyEntries) ?? []);
        foreach (var url in bound.Concat(configured))
        {
            if (TryParse(url) is { IsUnixPipe: false, IsNamedPipe: false } listener)
            {
                yield return listener;
            }
        }
    }

    private static BindingAddress? TryParse(string url)
    {
        try
        {
            return BindingAddress.Parse(url.Trim());
        }
        catch (FormatException)
        {
            // Kestrel says so itself, and does not start.
            return null;
        }
    }

    private static bool Answers(string host, IPAddress address)
    {
        if (IPAddress.TryParse(host.Trim('[', ']'), out var bound) && !LocalAddresses.IsUnspecified(bound))
        {
            return AddressReadings.Of(bound)[0].Equals(address) || LocalAddresses.IsUnspecified(address);
        }

        // Kestrel reads "localhost" as loopback, and "*", "+" or any other name as every address of the machine.
        return string.Equals(host, "localhost", StringComparison.OrdinalIgnoreCase)
            ? IPAddress.IsLoopback(address) || LocalAddresses.IsUnspecified(address)
            : LocalAddresses.Contain(address);
    }
}
