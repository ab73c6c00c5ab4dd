using System.Buffers.Text;
using System.Text;

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

    /// <summary>What is authenticated beside the text. Each part says its length, so that no two bindings read alike.</summary>
    public static byte[] WriteAssociatedData(in TokenBinding binding)
    {
        using var stream = new MemoryStream(256);
        using var writer = new BinaryWriter(stream, Encoding.UTF8);
        writer.Write(Version);
        writer.Write(binding.OwnerId);
        writer.Write(binding.IntegrationId.ToByteArray(bigEndian: true));
        writer.Write(binding.Url);
        writer.Write(binding.Field);
        writer.Flush();
        return stream.ToArray();
    }
}
