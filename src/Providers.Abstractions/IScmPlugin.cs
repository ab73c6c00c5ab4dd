using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Providers.Abstractions;

/// <summary>
/// Optional: lets a plugin register services of its own, such as options bound to its section of the settings.
/// One public class with a parameterless constructor per plugin assembly.
/// </summary>
public interface IScmPlugin
{
    /// <summary>Adds what the plugin's providers take in their constructors. Called once, before any provider is made.</summary>
    /// <param name="services">
    /// The plugin's own container; it holds logging and nothing of the gateway. Disposed with the plugin.
    /// </param>
    /// <param name="settings">
    /// <c>Gateway:Providers</c>: one child section per <c>scm_type</c>. It does not change under a plugin: when the settings of its types
    /// do, the plugin is made anew over them while this one goes on serving, which it keeps doing when they are refused. An exception
    /// thrown here refuses the plugin with its message, and so do options with <c>ValidateOnStart</c> that are not valid.
    /// </param>
    void ConfigureServices(IServiceCollection services, IConfiguration settings);
}
