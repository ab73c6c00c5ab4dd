namespace Gateway.Plugins;

/// <summary>Which code came to run in the gateway, and which no longer does: in the category that can be kept apart.</summary>
internal sealed partial class PluginAudit(ILoggerFactory loggers)
{
    private const string Unknown = "unknown";

    private readonly ILogger _logger = loggers.CreateLogger("Gateway.Audit");

    public void Record(PluginChange change)
    {
        var status = change.Status;
        switch (change.Kind)
        {
            case PluginChangeKind.Added:
                Log.Added(_logger, status.Name, status.Version, status.Sha256, status.Path, Types(status));
                break;
            case PluginChangeKind.Replaced:
                Log.Replaced(
                    _logger, status.Name, change.Before?.Version, change.Before?.Sha256, status.Version, status.Sha256, status.Path, Types(status));
                break;
            case PluginChangeKind.Reconfigured:
                Log.Reconfigured(_logger, status.Name, status.Version, status.Sha256, Types(status));
                break;
            case PluginChangeKind.Removed:
                Log.Removed(_logger, status.Name, status.Version, status.Sha256, Types(status));
                break;
            case PluginChangeKind.Distrusted:
                Log.Distrusted(_logger, status.Name, status.Version, status.Sha256, Types(status), status.Reason);
                break;
            default:
                Log.Refused(_logger, status.Name, status.Version ?? Unknown, status.Sha256 ?? Unknown, status.Path, status.Reason);
                break;
        }
    }

    private static string Types(PluginStatus status) => string.Join(", ", status.Types);

    // Numbered apart from the other audit lines, which are on people's integrations.
    private static partial class Log
    {
        [LoggerMessage(101, LogLevel.Information, "The plugin {Plugin} {Version} (SHA-256 {Sha256}, {Path}) was added, and serves {Types}.")]
        public static partial void Added(ILogger logger, string plugin, string? version, string? sha256, string path, string types);

        [LoggerMessage(102, LogLevel.Information,
            "The plugin {Plugin} {OldVersion} (SHA-256 {OldSha256}) was replaced by {Version} (SHA-256 {Sha256}, {Path}), which serves {Types}.")]
        public static partial void Replaced(
            ILogger logger, string plugin, string? oldVersion, string? oldSha256, string? version, string? sha256, string path, string types);

        [LoggerMessage(103, LogLevel.Information, "The plugin {Plugin} {Version} (SHA-256 {Sha256}) was removed, and {Types} no longer served.")]
        public static partial void Removed(ILogger logger, string plugin, string? version, string? sha256, string types);

        [LoggerMessage(104, LogLevel.Warning,
            "The plugin {Plugin} {Version} (SHA-256 {Sha256}) was taken out, and {Types} no longer served. {Reason}")]
        public static partial void Distrusted(ILogger logger, string plugin, string? version, string? sha256, string types, string? reason);

        [LoggerMessage(105, LogLevel.Warning, "The plugin {Plugin} {Version} (SHA-256 {Sha256}, {Path}) was refused. {Reason}")]
        public static partial void Refused(ILogger logger, string plugin, string version, string sha256, string path, string? reason);

        [LoggerMessage(106, LogLevel.Information,
            "The plugin {Plugin} {Version} (SHA-256 {Sha256}) was made anew because its settings were changed, and serves {Types}.")]
        public static partial void Reconfigured(ILogger logger, string plugin, string? version, string? sha256, string types);
    }
}
