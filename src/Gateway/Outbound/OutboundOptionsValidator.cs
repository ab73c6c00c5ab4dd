using System.Security.Cryptography;

namespace Gateway.Outbound;

/// <summary>Says everything that is wrong with the section, one sentence for each problem.</summary>
internal static class OutboundOptionsValidator
{
    private static readonly TimeSpan MinTimeout = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan MaxTimeout = TimeSpan.FromSeconds(20);

    public static IEnumerable<string> Validate(OutboundOptions options)
        => ValidateNetworks(options.AllowedNetworks)
            .Concat(ValidateAuthorities(options.CertificateAuthorities))
            .Concat(ValidateTimeout(options.Timeout));

    private static IEnumerable<string> ValidateNetworks(string[] networks)
    {
        for (var index = 0; index < networks.Length; index++)
        {
            if (!AllowedNetwork.TryParse(networks[index], out _, out var problem))
            {
                yield return $"{OutboundOptions.Section}:{nameof(OutboundOptions.AllowedNetworks)}:{index}: «{networks[index]}» {problem}.";
            }
        }
    }

    private static IEnumerable<string> ValidateAuthorities(string[] files)
    {
        for (var index = 0; index < files.Length; index++)
        {
            if (FindProblem(files[index]) is { } problem)
            {
                yield return $"{OutboundOptions.Section}:{nameof(OutboundOptions.CertificateAuthorities)}:{index}: «{files[index]}» {problem}.";
            }
        }
    }

    private static string? FindProblem(string file)
    {
        try
        {
            return CertificateFile.Load(file).Count == 0 ? "contains no PEM certificate" : null;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentException)
        {
            return "cannot be read as a file";
        }
        catch (CryptographicException)
        {
            return "contains a certificate that cannot be read";
        }
    }

    private static IEnumerable<string> ValidateTimeout(TimeSpan timeout)
    {
        if (timeout < MinTimeout || timeout > MaxTimeout)
        {
            yield return $"{OutboundOptions.Section}:{nameof(OutboundOptions.Timeout)}: {timeout} is not between {MinTimeout} and {MaxTimeout}.";
        }
    }
}
