namespace Gateway.Plugins.Loading;

/// <summary>Everything that was made for a plugin and keeps it in memory.</summary>
internal sealed class PluginWorld(PluginLoadContext context, PluginSettings settings)
{
    public PluginLoadContext Context { get; } = context;

    public PluginSettings Settings { get; } = settings;

    /// <summary>Null until they are built.</summary>
    public ServiceProvider? Services { get; set; }

    /// <summary>Lets go of all of it.</summary>
    /// <returns>The exception's name when the plugin's own objects threw one.</returns>
    public async Task<string?> EndAsync()
    {
        string? failure = null;
        try
        {
            if (Services is { } services)
            {
                await services.DisposeAsync();
            }
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            failure = exception.GetType().FullName;
        }

        Context.Dispose();
        return failure;
    }
}
