using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.Primitives;

namespace Gateway.Identity;

/// <summary>Reads the one bearer token of a request.</summary>
internal static class BearerToken
{
    private const string Scheme = "Bearer ";
    private const int MaxLength = 8192;

    // RFC 6750, section 2.1: b64token. No comma, so two headers that a front proxy has joined are refused as well.
    private static readonly SearchValues<char> Characters = SearchValues.Create(
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~+/=:");

    /// <summary>False when there is no header, more than one, another scheme, or a text that cannot be a token.</summary>
    public static bool TryRead(StringValues authorization, [NotNullWhen(true)] out Secret? token)
    {
        token = null;
        if (authorization.Count != 1 || authorization[0] is not { } header || !header.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase))
        {
            return false;
        }

        var text = header.AsSpan(Scheme.Length);
        if (text.IsEmpty || text.Length > MaxLength || text.ContainsAnyExcept(Characters))
        {
            return false;
        }

        token = new Secret(text.ToString());
        return true;
    }
}
