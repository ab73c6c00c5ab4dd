namespace Gateway.Operations.Commands;

/// <summary>What every command works with: the settings of its command line, and where it writes.</summary>
internal sealed record CommandContext(IReadOnlyList<string> Settings, CommandConsole Console)
{
    /// <summary>
    /// The settings as the host takes them. Its own watching of files is off, because a change must be found good before anything sees it:
    /// <see cref="Configuration.SettingsReload"/>.
    /// </summary>
    public string[] HostArguments => [.. Settings, "--hostBuilder:reloadConfigOnChange=false"];

    /// <summary>Where settings are read from: the working directory unless it is set.</summary>
    public string ContentRoot => new ConfigurationBuilder().AddCommandLine([.. Settings]).Build()[HostDefaults.ContentRootKey] ?? "";

    /// <summary>The whole gateway, made but not started: for commands that look into it.</summary>
    public CommandGateway CreateGateway() => CommandGateway.Create(HostArguments);
}
