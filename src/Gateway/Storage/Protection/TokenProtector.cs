using System.Buffers.Text;
using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;

namespace Gateway.Storage.Protection;

/// <summary>AES-256-GCM with a random nonce of 96 bits; see <see cref="SealedText"/> for how it is written.</summary>
internal sealed class TokenProtector(KeyRing ring, SealBudget budget) : ITokenProtector
{
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

        var content = new byte[Base64Url.GetMaxDecodedLength(encoded.Length)];
        if (!Base64Url.TryDecodeFromChars(encoded, content, out var length) || length < Overhead)
        {
            return false;
        }

        var plain = new byte[length - Overhead];
        if (!key.TryUnseal(content.AsSpan(0, length), SealedText.WriteAssociatedData(binding), plain))
        {
            return false;
        }

        text = new Secret(Encoding.UTF8.GetString(plain));
        CryptographicOperations.ZeroMemory(plain);
        return true;
    }

    private static Secret Seal(ProtectionKey key, Secret text, in TokenBinding binding)
    {
        var plain = Encoding.UTF8.GetBytes(text.Reveal());
        var content = new byte[plain.Length + Overhead];
        key.Seal(plain, SealedText.WriteAssociatedData(binding), content);
        CryptographicOperations.ZeroMemory(plain);
        return SealedText.Write(key.Id, content);
    }
}
