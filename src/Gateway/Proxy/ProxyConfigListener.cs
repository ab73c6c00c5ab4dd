using Gateway.Configuration;
using Yarp.ReverseProxy.Configuration;

namespace Gateway.Proxy;

/// <summary>YARP keeps its last good configuration when it cannot take a new one; this says so where operators look.</summary>
internal sealed partial class ProxyConfigListener(SettingsState settings, ILogger<ProxyConfigListener> logger) : IConfigChangeListener
{
    public void ConfigurationLoadingFailed(IProxyConfigProvider configProvider, Exception exception) => Reject(exception);

    public void ConfigurationApplyingFailed(IReadOnlyList<IProxyConfig> proxyConfigs, Exception exception) => Reject(exception);

    public void ConfigurationLoaded(IReadOnlyList<IProxyConfig> proxyConfigs)
    {
    }

    public void ConfigurationApplied(IReadOnlyList<IProxyConfig> proxyConfigs)
    {
    }

    private void Reject(Exception exception)
    {
        settings.Reject([$"{ProxyDefaults.Section}: {exception.Message}"]);
        Log.Rejected(logger, exception);
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Error, "YARP could not take the changed settings; its last good ones stay in use.")]
        public static partial void Rejected(ILogger logger, Exception exception);
    }
}
