namespace Gateway.Plugins.Loading;

/// <summary>What is left to do for a plugin that serves no more. Holds nothing of the plugin itself.</summary>
/// <param name="Name">The plugin's name.</param>
/// <param name="Unloaded">Done when its last call has ended and everything of it has been let go: <see cref="LoadedPlugin.Unloaded"/>.</param>
/// <param name="Context">Dead once it is out of memory.</param>
/// <param name="Copy">Its files, which the system may hold until then.</param>
internal sealed record DepartedPlugin(string Name, Task<string?> Unloaded, WeakReference Context, PluginCopy Copy)
{
    /// <summary>How often the collector was asked to take it.</summary>
    public int Collections { get; set; }

    /// <summary>Whether it is out of memory, and its files are gone.</summary>
    public bool TryFinish() => Unloaded.IsCompleted && !Context.IsAlive && Copy.TryDelete();
}
