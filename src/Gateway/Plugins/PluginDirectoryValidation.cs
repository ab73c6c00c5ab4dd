using Gateway.Plugins.Loading;
using Microsoft.Extensions.Options;

namespace Gateway.Plugins;

/// <summary>Whoever can write to the plugin directory runs code with everybody's tokens in reach: with a door that wide, nothing starts.</summary>
internal sealed class PluginDirectoryValidation(IHostEnvironment environment) : IValidateOptions<PluginOptions>
{
    public ValidateOptionsResult Validate(string? name, PluginOptions options)
    {
        if (string.IsNullOrWhiteSpace(options.Directory))
        {
            return ValidateOptionsResult.Skip;
        }

        var directory = Path.GetFullPath(options.Directory, environment.ContentRootPath);
        return PluginFiles.IsWritableByAll(directory)
            ? ValidateOptionsResult.Fail(
                $"{PluginOptions.Section}:Directory is «{directory}», which every user of this machine can write to: take that permission away.")
            : ValidateOptionsResult.Success;
    }
}
