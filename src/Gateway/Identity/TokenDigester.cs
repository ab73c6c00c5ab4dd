using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;

namespace Gateway.Identity;

/// <summary>HMAC-SHA256 under a key that is made at start and never leaves the process.</summary>
internal sealed class TokenDigester
{
    private const int MaxStackBytes = 1024;

    private readonly byte[] _key = RandomNumberGenerator.GetBytes(32);

    public TokenDigest Compute(Secret token)
    {
        var text = token.Reveal();
        Span<byte> digest = stackalloc byte[HMACSHA256.HashSizeInBytes];
        if (text.Length <= MaxStackBytes / 3)
        {
            Span<byte> bytes = stackalloc byte[MaxStackBytes];
            HMACSHA256.HashData(_key, bytes[..Encoding.UTF8.GetBytes(text, bytes)], digest);
        }
        else
        {
            HMACSHA256.HashData(_key, Encoding.UTF8.GetBytes(text), digest);
        }

        return MemoryMarshal.Read<TokenDigest>(digest);
    }
}
