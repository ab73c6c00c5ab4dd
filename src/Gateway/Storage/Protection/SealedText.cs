using System.Buffers.Text;

namespace Gateway.Storage.Protection;

/// <summary>A sealed text as it is stored: <c>v1.&lt;key id&gt;.&lt;base64url of nonce, ciphertext and tag&gt;</c>.</summary>
internal static class SealedText
{
    private const string Version = "v1";

    public static Secret Write(string keyId, ReadOnlySpan<byte> content) => new($"{Version}.{keyId}.{Base64Url.EncodeToString(content)}");

    /// <summary>False when it has another shape.</summary>
    public static bool TrySplit(ReadOnlySpan<char> text, out ReadOnlySpan<char> keyId, out ReadOnlySpan<char> content)
    {
        keyId = content = default;
        if (!text.StartsWith(Version + ".", StringComparison.Ordinal))
        {
            return false;
        }

        var rest = text[(Version.Length + 1)..];
        var dot = rest.IndexOf('.');
        if (dot <= 0)
        {
            return false;
        }

        keyId = rest[..dot];
        content = rest[(dot + 1)..];
        return true;
    }
}
