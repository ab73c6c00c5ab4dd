namespace Gateway.Configuration;

/// <summary>
/// Takes over what was changed in the settings' files, if all of it is valid together; otherwise the last good settings stay, and what is
/// wrong is told. Nothing sees a change before it is known to be good: not the options, not YARP.
/// </summary>
/// <remarks>
/// The files are read anew every second, which sees what a file watcher does not: a mounted volume that is swapped, a link that is turned,
/// and a writer who has not finished (nothing is taken before two readings agree).
/// </remarks>
internal sealed partial class SettingsReload(
    IConfiguration configuration,
    SettingsCheck check,
    SettingsState state,
    TimeProvider time,
    ILogger<SettingsReload> logger) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    private readonly IConfigurationRoot _root = (IConfigurationRoot)configuration;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var files = SettingsFiles.Of((IConfigurationBuilder)configuration);
        if (files.IsEmpty)
        {
            return;
        }

        var inUse = await files.ReadAsync(stoppingToken);
        var before = inUse;
        using var timer = new PeriodicTimer(Interval, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            var now = await files.ReadAsync(stoppingToken);
            if (now == before && now != inUse)
            {
                inUse = now;
                await TakeOverAsync(stoppingToken);
            }

            before = now;
        }
    }

    private async Task TakeOverAsync(CancellationToken cancellationToken)
    {
        var problems = await FindProblemsAsync(cancellationToken);
        if (problems.Count > 0)
        {
            state.Reject(problems);
            Log.Rejected(logger, state.Current.Generation, string.Join(" ", problems));
            return;
        }

        _root.Reload();
        state.Accept();
        Log.Accepted(logger, state.Current.Generation);
    }

    private async Task<IReadOnlyList<string>> FindProblemsAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await check.FindProblemsAsync(Candidate(), cancellationToken);
        }
        catch (Exception exception) when (exception is InvalidDataException or IOException or UnauthorizedAccessException)
        {
            return [exception.Message + (exception.InnerException is { } inner ? $" {inner.Message}" : "")];
        }
    }

    // Never disposed: it shares what it chains with the settings in use, and watches nothing.
    private IConfiguration Candidate()
    {
        var builder = new ConfigurationBuilder();
        foreach (var source in ((IConfigurationBuilder)configuration).Sources)
        {
            builder.Add(source);
        }

        return builder.Build();
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Information, "The changed settings are in use, as generation {Generation}.")]
        public static partial void Accepted(ILogger logger, int generation);

        [LoggerMessage(2, LogLevel.Error, "The changed settings are not valid; generation {Generation} stays in use. {Problems}")]
        public static partial void Rejected(ILogger logger, int generation, string problems);
    }
}
