using System.Buffers;
using System.Diagnostics.CodeAnalysis;

namespace Providers.Abstractions;

/// <summary>One installation of a platform, at one address.</summary>
/// <remarks>
/// The address is absolute, <c>https</c> (or <c>http</c>, which the gateway refuses unless the operator allows it), and canonical:
/// scheme and host in lower case, no default port, no user information, no query, no fragment, <b>no trailing slash</b>;
/// a path prefix is kept with its case. Two instances are equal when their canonical texts are.
/// </remarks>
public sealed record ScmInstance
{
    private const int MaxLength = 2048;
    private const int MaxHostLength = 253;

    // RFC 3986 characters that a base address may need. No '@' (user part), '\' (parsers disagree), '%' (hides the rest), ';', '?' or '#'.
    private static readonly SearchValues<char> PathCharacters = SearchValues.Create(
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~/");

    private static readonly SearchValues<char> AuthorityCharacters = SearchValues.Create(
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-.:[]_");

    private ScmInstance(Uri canonical)
    {
        Address = canonical;
        Url = canonical.AbsolutePath == "/" ? canonical.GetLeftPart(UriPartial.Authority) : canonical.GetLeftPart(UriPartial.Path);
    }

    /// <summary>The address as a <see cref="Uri"/>: absolute, without query or fragment.</summary>
    public Uri Address { get; }

    /// <summary>The canonical text, as the API answers it and as clients compare it: no trailing slash.</summary>
    public string Url { get; }

    /// <summary>Reads an address that is known to be well formed, for example a constant of a provider.</summary>
    /// <exception cref="FormatException"><paramref name="url"/> is not a well-formed address of an instance.</exception>
    public static ScmInstance Parse(string url)
        => TryParse(url, out var instance) ? instance : throw new FormatException("The text is not the address of an instance.");

    /// <summary>
    /// Reads an address from outside and makes it canonical. Strict: white space, control and non-ASCII characters, user information,
    /// backslashes, percent signs, queries, fragments, dot segments, empty segments and IPv6 zones are refused, so that no two
    /// parsers can read it differently. Whether the host may be dialled is not asked here.
    /// </summary>
    public static bool TryParse([NotNullWhen(true)] string? url, [NotNullWhen(true)] out ScmInstance? instance)
    {
        instance = null;
        if (url is not { Length: > 0 and <= MaxLength } || !TrySplit(url, out var authority, out var path))
        {
            return false;
        }

        if (authority.ContainsAnyExcept(AuthorityCharacters) || path.ContainsAnyExcept(PathCharacters) || !HasPlainSegments(path))
        {
            return false;
        }

        if (!Uri.TryCreate(url.TrimEnd('/'), UriKind.Absolute, out var address) || !HasPlainAuthority(address, authority))
        {
            return false;
        }

        instance = new ScmInstance(address);
        return true;
    }

    /// <summary>Builds an address below this instance: the prefix, then <paramref name="relativePath"/>.</summary>
    /// <param name="relativePath">Relative, without a leading slash, already escaped; for example <c>api/v4/user</c>.</param>
    public Uri Append(string relativePath)
    {
        ArgumentNullException.ThrowIfNull(relativePath);
        return new Uri($"{Url}/{relativePath.TrimStart('/')}", UriKind.Absolute);
    }

    /// <inheritdoc/>
    public bool Equals(ScmInstance? other) => other is not null && string.Equals(Url, other.Url, StringComparison.Ordinal);

    /// <inheritdoc/>
    public override int GetHashCode() => StringComparer.Ordinal.GetHashCode(Url);

    /// <summary>Returns <see cref="Url"/>.</summary>
    public override string ToString() => Url;

    private static bool TrySplit(string url, out ReadOnlySpan<char> authority, out ReadOnlySpan<char> path)
    {
        authority = path = default;
        var schemeLength = url.IndexOf("://", StringComparison.Ordinal);
        if (schemeLength < 0 || !IsHttp(url.AsSpan(0, schemeLength)))
        {
            return false;
        }

        var rest = url.AsSpan(schemeLength + 3);
        var slash = rest.IndexOf('/');
        authority = slash < 0 ? rest : rest[..slash];
        path = slash < 0 ? default : rest[slash..];
        return !authority.IsEmpty;
    }

    private static bool IsHttp(ReadOnlySpan<char> scheme)
        => scheme.Equals(Uri.UriSchemeHttps, StringComparison.OrdinalIgnoreCase)
        || scheme.Equals(Uri.UriSchemeHttp, StringComparison.OrdinalIgnoreCase);

    private static bool HasPlainSegments(ReadOnlySpan<char> path)
    {
        var segments = path.TrimEnd('/');
        if (path.Length - segments.Length > 1)
        {
            return false;
        }

        foreach (var range in segments.Split('/'))
        {
            var segment = segments[range];
            if ((segment.IsEmpty && range.Start.Value > 0) || segment is "." or "..")
            {
                return false;
            }
        }

        return true;
    }

    // The host that is read is the host that was written: no second spelling of an IPv4 address, no empty port, no trailing dot.
    private static bool HasPlainAuthority(Uri address, ReadOnlySpan<char> authority)
    {
        var host = authority;
        if (authority.LastIndexOf(':') is var colon and >= 0 && authority[colon..].IndexOf(']') < 0)
        {
            host = authority[..colon];
            var port = authority[(colon + 1)..];
            if (port.IsEmpty || port[0] == '0' || !ushort.TryParse(port, out var number) || number != address.Port)
            {
                return false;
            }
        }

        return host.Length is > 0 and <= MaxHostLength
            && !host.EndsWith('.')
            && address.UserInfo.Length == 0
            && (address.HostNameType == UriHostNameType.IPv6
                ? host[0] == '[' && host.IndexOf(']') == host.Length - 1
                : host.Equals(address.IdnHost, StringComparison.OrdinalIgnoreCase));
    }
}
