using System.Buffers;
using Providers.Abstractions;

namespace Gateway.Plugins;

internal static class PluginOptionsValidation
{
    private const int HashLength = 64;

    private static readonly SearchValues<char> Hex = SearchValues.Create("0123456789abcdefABCDEF");

    public static IEnumerable<string> Validate(PluginOptions options)
    {
        if (string.IsNullOrWhiteSpace(options.Directory))
        {
            yield return $"{PluginOptions.Section}:Directory is empty: it must name a directory.";
        }

        if (string.IsNullOrWhiteSpace(options.ShippedDirectory))
        {
            yield return $"{PluginOptions.Section}:ShippedDirectory is empty: it must name a directory.";
        }

        for (var i = 0; i < options.TrustedHashes.Count; i++)
        {
            if (options.TrustedHashes[i] is not { Length: HashLength } hash || hash.AsSpan().ContainsAnyExcept(Hex))
            {
                yield return $"{PluginOptions.Section}:TrustedHashes:{i} is not a SHA-256 in hex (64 digits).";
            }
        }

        for (var i = 0; i < options.Required.Count; i++)
        {
            if (!ScmType.TryParse(options.Required[i], out _))
            {
                yield return $"{PluginOptions.Section}:Required:{i} is «{options.Required[i]}», which is not a well-formed scm_type.";
            }
        }
    }
}
