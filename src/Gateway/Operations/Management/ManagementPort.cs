using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;

namespace Gateway.Operations.Management;

/// <summary>Tells which requests came in by the management address, from the port that the server bound for it.</summary>
internal sealed class ManagementPort(IServer server, IConfiguration configuration)
{
    private int _port;

    public bool Owns(HttpContext context) => context.Connection.LocalPort == Port();

    /// <summary>Adds the management address behind the public ones.</summary>
    public static void Listen(WebApplicationBuilder builder)
    {
        var configuration = builder.Configuration;
        var management = configuration[ManagementOptions.Section + ":Url"];
        if (configuration.GetSection("Kestrel:Endpoints").GetChildren().Any())
        {
            // Kestrel leaves `Urls` aside when endpoints are configured.
            configuration[EndpointKey] = management;
        }
        else
        {
            builder.WebHost.UseUrls($"{configuration["Urls"]};{management}");
        }
    }

    /// <summary>What it is called among Kestrel's endpoints, when there are others.</summary>
    public const string EndpointName = "Management";

    private const string EndpointKey = "Kestrel:Endpoints:" + EndpointName + ":Url";

    // Addresses stand in the order in which they were given, with the port that was bound where 0 was asked for.
    private int Port()
    {
        if (_port == 0 && server.Features.Get<IServerAddressesFeature>()?.Addresses is { Count: > 0 } addresses)
        {
            var wanted = BindingAddress.Parse(configuration[ManagementOptions.Section + ":Url"]!).Port;
            _port = wanted != 0 ? wanted : BindingAddress.Parse(addresses.Last()).Port;
        }

        return _port;
    }
}
