using System.Diagnostics.CodeAnalysis;

namespace Gateway.Storage.Protection;

/// <summary>Seals texts for the store: unreadable without the key, and of use only where they were sealed for.</summary>
internal interface ITokenProtector
{
    ValueTask<Secret> SealAsync(Secret text, TokenBinding binding, CancellationToken cancellationToken);

    /// <summary>False, with the reason, when the text was not sealed for this, or its key is not here.</summary>
    bool TryUnseal(Secret sealedText, in TokenBinding binding, [NotNullWhen(true)] out Secret? text, out QuarantineReason reason);
}
