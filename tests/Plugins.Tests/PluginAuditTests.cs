using Gateway.Plugins;
using Microsoft.Extensions.Logging;
using Tests.Common;

namespace Plugins.Tests;

/// <summary>The lines that say which code came to run in the gateway.</summary>
public sealed class PluginAuditTests : IDisposable
{
    private static readonly PluginStatus Status = new()
    {
        Name = "Good",
        Path = "/plugins/Good/Good.dll",
        State = PluginState.Serving,
        Since = default,
        Version = "2.0",
        Sha256 = "bb",
        Types = ["good", "good-cloud"],
        Reason = "Why.",
    };

    private readonly LogLines _log = new();
    private readonly ILoggerFactory _loggers;

    public PluginAuditTests() => _loggers = LoggerFactory.Create(logging => logging.AddProvider(_log));

    public void Dispose()
    {
        _loggers.Dispose();
        _log.Dispose();
    }

    [Theory]
    [InlineData(nameof(PluginChangeKind.Added), "Information", "The plugin Good 2.0 (SHA-256 bb, /plugins/Good/Good.dll) was added, and serves good, good-cloud.")]
    [InlineData(nameof(PluginChangeKind.Replaced), "Information", "The plugin Good 1.0 (SHA-256 aa) was replaced by 2.0 (SHA-256 bb, /plugins/Good/Good.dll), which serves good, good-cloud.")]
    [InlineData(nameof(PluginChangeKind.Reconfigured), "Information", "The plugin Good 2.0 (SHA-256 bb) was made anew because its settings were changed, and serves good, good-cloud.")]
    [InlineData(nameof(PluginChangeKind.Removed), "Information", "The plugin Good 2.0 (SHA-256 bb) was removed, and good, good-cloud no longer served.")]
    [InlineData(nameof(PluginChangeKind.Distrusted), "Warning", "The plugin Good 2.0 (SHA-256 bb) was taken out, and good, good-cloud no longer served. Why.")]
    [InlineData(nameof(PluginChangeKind.Refused), "Warning", "The plugin Good 2.0 (SHA-256 bb, /plugins/Good/Good.dll) was refused. Why.")]
    public void Each_Change_Is_A_Line(string kind, string level, string line)
    {
        new PluginAudit(_loggers).Record(new PluginChange(Enum.Parse<PluginChangeKind>(kind), Status, Status with { Version = "1.0", Sha256 = "aa" }));

        Assert.Equal($"{level} Gateway.Audit {line}", _log.Text);
    }

    [Fact]
    public void What_Could_Not_Be_Read_Is_Unknown()
    {
        new PluginAudit(_loggers).Record(new PluginChange(PluginChangeKind.Refused, Status with { Version = null, Sha256 = null }));

        Assert.Contains("The plugin Good unknown (SHA-256 unknown, ", _log.Text, StringComparison.Ordinal);
    }
}
