using System.Globalization;
using System.Security.Cryptography;

namespace Tests.Common.StandIns.Auth;

/// <summary>A public SSH key in an account of the auth API.</summary>
public sealed record AuthKey(string Id, string Name, string Content, AuthUser Owner, DateTimeOffset CreatedAt)
{
    /// <summary>The key without its comment: two lines with the same blob are the same key.</summary>
    internal string? Blob => BlobOf(Content);

    internal static string? BlobOf(string content)
    {
        var parts = content.Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        var buffer = new byte[parts.Length < 2 ? 0 : parts[1].Length];
        return parts.Length >= 2 && Convert.TryFromBase64String(parts[1], buffer, out var length) && length > 0 ? parts[1] : null;
    }

    internal object AsJson() => new
    {
        id = Id,
        name = Name,
        content = Content,
        fingerprint = Fingerprint(),
        created_at = CreatedAt.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture),
        owner = Owner.AsOwner(),
    };

    private string Fingerprint()
    {
#pragma warning disable CA5351 // The API's fingerprints are MD5: they name a key and protect nothing.
        var hash = MD5.HashData(Convert.FromBase64String(Blob!));
#pragma warning restore CA5351
        return string.Join(':', hash.Select(value => value.ToString("x2", CultureInfo.InvariantCulture)));
    }
}
