namespace Gateway.Configuration;

internal static class SettingsSetup
{
    public static WebApplicationBuilder AddSettings(this WebApplicationBuilder builder)
    {
        builder.Configuration.AddDefaultSettings();
        if (LogLevelRule.FindProblems(builder.Configuration).ToList() is { Count: > 0 } problems)
        {
            throw new InvalidSettingsException(problems);
        }

        builder.Services.AddSingleton<SettingsCheck>();
        builder.Services.AddSingleton<SettingsState>();
        builder.Services.AddHostedService<SettingsReload>();
        builder.Services.AddSingleton<ISettingsRule, FileRootsRule>();
        builder.Services.AddSingleton<ISettingsRule, LogLevelRule>();
        return builder;
    }

    /// <summary>The first thing to do: nothing is opened, loaded or bound with settings that are not valid.</summary>
    /// <exception cref="InvalidSettingsException">They are not.</exception>
    public static Task CheckSettingsAsync(this WebApplication app)
        => app.Services.GetRequiredService<SettingsCheck>().ThrowIfInvalidAsync(CancellationToken.None);
}
