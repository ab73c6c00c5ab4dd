namespace Gateway.Identity;

/// <summary><c>Gateway:Identity:Jwt</c>: an authority that publishes its keys, or keys given here.</summary>
internal sealed class JwtIdentityOptions
{
    private const string Section = $"{IdentityOptions.Section}:Jwt";
    private const int MinKeyBytes = 32;
    private const int MaxKeyBytes = 1024;

    /// <summary>An OpenID Connect issuer, whose <c>/.well-known/openid-configuration</c> names the keys. https, or http on this machine.</summary>
    public Uri? Authority { get; set; }

    /// <summary>The <c>iss</c> to insist on; the authority's own unless set. Without an authority it must be set.</summary>
    public string? Issuer { get; set; }

    /// <summary>The <c>aud</c> to insist on. A token for another service must not open this one, so it must be set.</summary>
    public string? Audience { get; set; }

    /// <summary>Files with public keys in PEM format (RSA or EC), for use without an authority.</summary>
    public IList<string> PublicKeys { get; } = [];

    /// <summary>A secret of 32 to 1,024 bytes, base64, that the upstream signs with (HS256), for use without an authority.</summary>
    public string? SymmetricKey { get; set; }

    /// <summary>The claim that holds the owner's id.</summary>
    public string IdClaim { get; set; } = "sub";

    public string EmailClaim { get; set; } = "email";

    public string UsernameClaim { get; set; } = "preferred_username";

    public IEnumerable<string> Validate()
    {
        if (string.IsNullOrEmpty(Audience))
        {
            yield return $"{Section}:Audience must be set: a token for another service must not open this one.";
        }

        if (Authority is null && PublicKeys.Count == 0 && SymmetricKey is null)
        {
            yield return $"{Section}:Authority, {Section}:PublicKeys or {Section}:SymmetricKey must be set.";
        }

        if (Authority is { } authority && !IsTrustworthy(authority))
        {
            yield return $"{Section}:Authority must be an https address.";
        }

        if (Authority is null && string.IsNullOrEmpty(Issuer))
        {
            yield return $"{Section}:Issuer must be set when there is no {Section}:Authority.";
        }

        if (SymmetricKey is { } key && !IsKey(key))
        {
            yield return $"{Section}:SymmetricKey must be base64 of {MinKeyBytes} to {MaxKeyBytes} bytes.";
        }

        foreach (var file in PublicKeys.Where(file => !File.Exists(file)))
        {
            yield return $"{Section}:PublicKeys: the file {file} does not exist.";
        }
    }

    private static bool IsTrustworthy(Uri authority)
        => authority.IsAbsoluteUri
        && (authority.Scheme == Uri.UriSchemeHttps || (authority.Scheme == Uri.UriSchemeHttp && authority.IsLoopback));

    private static bool IsKey(string base64)
    {
        Span<byte> bytes = stackalloc byte[MaxKeyBytes];
        return Convert.TryFromBase64String(base64, bytes, out var length) && length >= MinKeyBytes;
    }
}
