using System.Globalization;
using Gateway.Tests;

namespace Gateway.SecurityTests.Worlds;

/// <summary>How the gateway of a world is set.</summary>
internal static class WorldSettings
{
    private static readonly string[] LoudCategories =
        ["Default", "Microsoft.AspNetCore", "Yarp", "Polly", "Microsoft.AspNetCore.Antiforgery", "Microsoft.AspNetCore.DataProtection"];

    public static Dictionary<string, string> Of(World world)
    {
        var settings = new Dictionary<string, string>
        {
            ["contentRoot"] = world.Folder,
            ["environment"] = "Production",
            ["Urls"] = Text($"http://127.0.0.1:{world.Port}") + (world.TlsPort is { } tls ? Text($";https://127.0.0.1:{tls}") : ""),
            ["Gateway:Management:Url"] = Text($"http://127.0.0.1:{world.ManagementPort}"),
            ["ReverseProxy:Clusters:auth:Destinations:primary:Address"] = world.Upstream.Url,
            ["Gateway:Plugins:Directory"] = Repository.Path("plugins"),
            ["Gateway:Drain:Delay"] = "00:00:00",
            ["Gateway:Outbound:CertificateAuthorities:0"] = world.Platforms.AuthorityFile,
        };
        foreach (var category in LoudCategories)
        {
            settings[$"Logging:LogLevel:{category}"] = world.Plan.IsLoud ? "Trace" : "Critical";
        }

        if (world.Plan.Kind == WorldKind.Private)
        {
            settings["Gateway:Outbound:AllowPlainHttp"] = "true";
            settings["Gateway:Outbound:AllowedNetworks:0"] = "10.99.0.0/24:80,443";
            settings["Gateway:Outbound:AllowedNetworks:2"] = "64:ff9b::/96:80,443";
            // Wide, and with an address in it that must stay closed.
            settings["Gateway:Outbound:AllowedNetworks:3"] = "168.63.0.0/16:80,443";
            settings["Gateway:Outbound:AllowedNetworks:1"] = Text($"127.0.0.1/32:{world.Port},{world.ManagementPort},{world.Upstream.Port}");
        }

        if (world.Plan.Kind == WorldKind.Jwt)
        {
            settings["Gateway:Identity:Mode"] = "Jwt";
            settings["Gateway:Identity:Jwt:SymmetricKey"] = world.Upstream.SigningKey;
            settings["Gateway:Identity:Jwt:Issuer"] = global::Tests.Common.StandIns.Auth.AuthUpstreamStandIn.Issuer;
            settings["Gateway:Identity:Jwt:Audience"] = global::Tests.Common.StandIns.Auth.AuthUpstreamStandIn.Audience;
        }

        if (world.Plan.IsLoud)
        {
            settings["OTEL_EXPORTER_OTLP_TRACES_ENDPOINT"] = "http://127.0.0.1:9/v1/traces";
        }

        return settings;
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
