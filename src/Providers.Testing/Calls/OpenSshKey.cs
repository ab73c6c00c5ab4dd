using System.Buffers.Binary;
using System.Text;

namespace Providers.Testing.Calls;

/// <summary>OpenSSH's one-line form of a public key: algorithm, base64 that begins with the same algorithm (RFC 4253, 6.6), comment.</summary>
internal static class OpenSshKey
{
    public static bool IsWellFormed(string? line)
    {
        if (line is null || line.AsSpan().ContainsAny('\r', '\n'))
        {
            return false;
        }

        var parts = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var blob = new byte[line.Length];
        if (parts.Length < 2 || !Convert.TryFromBase64String(parts[1], blob, out var length) || length < sizeof(uint))
        {
            return false;
        }

        var nameLength = BinaryPrimitives.ReadUInt32BigEndian(blob);
        return nameLength == parts[0].Length
            && length >= sizeof(uint) + nameLength
            && Encoding.ASCII.GetString(blob, sizeof(uint), (int)nameLength) == parts[0];
    }
}
