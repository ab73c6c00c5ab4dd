using Microsoft.Extensions.Hosting.Systemd;

namespace Gateway.Operations;

internal static class ServiceManagerExtensions
{
    private const string Socket = "NOTIFY_SOCKET";

    /// <summary>
    /// Tells systemd when the gateway serves, and when it begins to stop. Wherever the socket for that is named, and not only below a parent
    /// called systemd: a unit that starts the gateway through a script would otherwise wait for ever.
    /// </summary>
    public static WebApplicationBuilder AddServiceManager(this WebApplicationBuilder builder)
    {
        if (!OperatingSystem.IsWindows() && !string.IsNullOrEmpty(Environment.GetEnvironmentVariable(Socket)))
        {
            builder.Services.AddSingleton<ISystemdNotifier, SystemdNotifier>();
            builder.Services.AddSingleton<IHostLifetime, SystemdLifetime>();
        }

        return builder;
    }
}
