using System.Buffers;
using System.Buffers.Text;
using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;

namespace Gateway.Storage.Protection;

/// <summary>AES-256-GCM with a random nonce of 96 bits; see <see cref="SealedText"/> for how it is written.</summary>
internal sealed class TokenProtector(KeyRing ring, SealBudget budget) : ITokenProtector
{
    private const int MaxOnStack = 1024;
    private const int Overhead = ProtectionKey.NonceSize + ProtectionKey.TagSize;

    public async ValueTask<Secret> SealAsync(Secret text, TokenBinding binding, CancellationToken cancellationToken)
    {
        var key = ring.Keys.Active ?? throw new StoreUnavailableException("The key ring is not loaded.");
        while (!await budget.TrySpendAsync(key.Id, cancellationToken))
        {
            key = ring.Keys.Active is { } newer && newer.Id != key.Id ? newer : ring.Create();
        }

        return Seal(key, text, binding);
    }

    public bool TryUnseal(Secret sealedText, in TokenBinding binding, [NotNullWhen(true)] out Secret? text, out QuarantineReason reason)
    {
        text = null;
        reason = QuarantineReason.NotUnsealed;
        var sealedValue = sealedText.Reveal();
        if (!SealedText.TrySplit(sealedValue, out var keyId, out var encoded))
        {
            return false;
        }

        if (ring.Find(keyId) is not { } key)
        {
            reason = QuarantineReason.KeyMissing;
            return false;
        }

        text = Unseal(key, encoded, binding);
        return text is not null;
    }

    private static Secret? Unseal(ProtectionKey key, ReadOnlySpan<char> encoded, in TokenBinding binding)
    {
        var maxLength = Base64Url.GetMaxDecodedLength(encoded.Length);
        var associatedLength = binding.Length;
        Span<byte> buffer = (2 * maxLength) + associatedLength <= MaxOnStack
            ? stackalloc byte[MaxOnStack]
            : new byte[(2 * maxLength) + associatedLength];
        var associated = buffer[..associatedLength];
        var content = buffer.Slice(associatedLength, maxLength);
        if (Base64Url.DecodeFromChars(encoded, content, out _, out var length) != OperationStatus.Done || length < Overhead)
        {
            return null;
        }

        binding.Write(associated);
        var plain = buffer.Slice(associatedLength + maxLength, length - Overhead);
        var text = key.TryUnseal(content[..length], associated, plain) ? new Secret(Encoding.UTF8.GetString(plain)) : null;
        CryptographicOperations.ZeroMemory(plain);
        return text;
    }

    private static Secret Seal(ProtectionKey key, Secret text, in TokenBinding binding)
    {
        var plain = Encoding.UTF8.GetBytes(text.Reveal());
        var content = new byte[plain.Length + Overhead];
        var associated = new byte[binding.Length];
        binding.Write(associated);
        key.Seal(plain, associated, content);
        CryptographicOperations.ZeroMemory(plain);
        return SealedText.Write(key.Id, content);
    }
}
