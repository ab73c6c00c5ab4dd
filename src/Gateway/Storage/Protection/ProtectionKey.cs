using System.Collections.Concurrent;
using System.Security.Cryptography;

namespace Gateway.Storage.Protection;

/// <summary>A key of 256 bits. Its id is a fingerprint of it, so that a file with the wrong key in it is noticed.</summary>
internal sealed class ProtectionKey(byte[] key, DateTimeOffset createdAt)
{
    public const int Size = 32;
    public const int NonceSize = 12;
    public const int TagSize = 16;

    // The cipher's state belongs to one caller at a time; making it costs more than using it.
    private readonly ConcurrentBag<AesGcm> _ciphers = [];

    public string Id { get; } = Fingerprint(key);

    public DateTimeOffset CreatedAt => createdAt;

    public static ProtectionKey Create(DateTimeOffset now) => new(RandomNumberGenerator.GetBytes(Size), now);

    public static string Fingerprint(ReadOnlySpan<byte> key)
    {
        Span<byte> hash = stackalloc byte[HMACSHA256.HashSizeInBytes];
        HMACSHA256.HashData(key, "gateway key id v1"u8, hash);
        return Convert.ToHexStringLower(hash[..8]);
    }

    public byte[] Export() => [.. key];

    /// <summary>Writes nonce, ciphertext and tag.</summary>
    public void Seal(ReadOnlySpan<byte> text, ReadOnlySpan<byte> associatedData, Span<byte> content)
    {
        var nonce = content[..NonceSize];
        RandomNumberGenerator.Fill(nonce);
        var cipher = Take();
        cipher.Encrypt(nonce, text, content[NonceSize..^TagSize], content[^TagSize..], associatedData);
        _ciphers.Add(cipher);
    }

    /// <summary>False when it is not what was sealed with this key for this.</summary>
    public bool TryUnseal(ReadOnlySpan<byte> content, ReadOnlySpan<byte> associatedData, Span<byte> text)
    {
        var cipher = Take();
        try
        {
            cipher.Decrypt(content[..NonceSize], content[NonceSize..^TagSize], content[^TagSize..], text, associatedData);
            return true;
        }
        catch (AuthenticationTagMismatchException)
        {
            return false;
        }
        finally
        {
            _ciphers.Add(cipher);
        }
    }

    private AesGcm Take() => _ciphers.TryTake(out var cipher) ? cipher : new AesGcm(key, TagSize);
}
