using System.Diagnostics.CodeAnalysis;
using Gateway.Storage;
using Gateway.Storage.Maintenance;
using Gateway.Storage.Protection;

namespace Gateway.Tests.Storage.Maintenance;

/// <summary>Which integrations count as unreadable.</summary>
public sealed class SealedCheckTests
{
    [Theory]
    [InlineData("good", "good", 0)]
    [InlineData("good", null, 0)]
    [InlineData(null, "good", 0)]
    [InlineData(null, null, 0)]
    [InlineData("bad", "good", 1)]
    [InlineData("good", "bad", 1)]
    [InlineData("bad", "bad", 1)]
    [InlineData(null, "bad", 1)]
    public void Either_Token_Makes_It_Unreadable_Once(string? access, string? refresh, int unreadable)
    {
        var check = new SealedCheck(new Protector());

        check.Look(Integrations.For("us-1") with { AccessToken = SecretOf(access), RefreshToken = SecretOf(refresh) });

        Assert.Equal(unreadable, check.Unreadable);
    }

    private static Secret? SecretOf(string? text) => text is null ? null : new Secret(text);

    private sealed class Protector : ITokenProtector
    {
        public ValueTask<Secret> SealAsync(Secret text, TokenBinding binding, CancellationToken cancellationToken) => ValueTask.FromResult(text);

        public bool TryUnseal(Secret sealedText, in TokenBinding binding, [NotNullWhen(true)] out Secret? text, out QuarantineReason reason)
        {
            reason = QuarantineReason.NotUnsealed;
            text = sealedText.Reveal() == "good" ? sealedText : null;
            return text is not null;
        }
    }
}
