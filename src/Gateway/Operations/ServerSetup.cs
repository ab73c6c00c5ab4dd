using System.Text;
using Gateway.Configuration;
using Microsoft.Net.Http.Headers;

namespace Gateway.Operations;

internal static class ServerSetup
{
    private static readonly DigitsEncoding Digits = new();

    /// <summary>Kestrel as it should face strangers: says nothing of itself, and does not wait long for slow ones.</summary>
    public static WebApplicationBuilder AddServer(this WebApplicationBuilder builder)
    {
        builder.WebHost.UseKestrelHttpsConfiguration();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.RequestHeadersTimeout = TimeSpan.FromSeconds(10);
            kestrel.Limits.MaxRequestHeadersTotalSize = 32 * 1024;
            // One character for each byte, in and out, so that what goes through is the same behind.
            kestrel.RequestHeaderEncodingSelector = name => name == HeaderNames.ContentLength ? Digits : Encoding.Latin1;
            kestrel.ResponseHeaderEncodingSelector = _ => Encoding.Latin1;
        });
        builder.Services.AddSingleton(TimeProvider.System);
        builder.Services.AddSingleton<ISettingsRule>(new ServerSwitchesRule(name => AppContext.TryGetSwitch(name, out var isOn) && isOn));
        return builder;
    }
}
