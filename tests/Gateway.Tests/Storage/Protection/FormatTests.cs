using System.Text;
using Gateway.Storage.Maintenance;
using Gateway.Storage.Protection;

namespace Gateway.Tests.Storage.Protection;

/// <summary>What lies in stores and key folders already: if one of these changes, nobody's tokens can be read any more.</summary>
public sealed class FormatTests
{
    private static readonly byte[] Key = [.. Enumerable.Range(0, ProtectionKey.Size).Select(i => (byte)i)];

    // HMAC-SHA-256 of «gateway key id v1» under the key, the first eight bytes.
    [Fact]
    public void A_Key_Is_Named_By_Its_Fingerprint() => Assert.Equal("53c308744884776a", ProtectionKey.Fingerprint(Key));

    [Fact]
    public void A_Binding_Says_The_Length_Of_Each_Of_Its_Parts()
    {
        var binding = new TokenBinding("us-é", Guid.Parse("00112233-4455-6677-8899-aabbccddeeff"), "https://g", "AccessToken");
        byte[] expected =
        [
            2, 0, 0, 0, .. "v1"u8,
            5, 0, 0, 0, .. "us-é"u8,
            0x00, 0x11, 0x22, 0x33, 0x44, 0x55, 0x66, 0x77, 0x88, 0x99, 0xaa, 0xbb, 0xcc, 0xdd, 0xee, 0xff,
            9, 0, 0, 0, .. "https://g"u8,
            11, 0, 0, 0, .. "AccessToken"u8,
        ];
        var written = new byte[binding.Length];
        binding.Write(written);

        Assert.Equal(expected, written);
    }

    [Fact]
    public void A_Sealed_Content_Is_Nonce_Ciphertext_And_Tag()
    {
        var key = new ProtectionKey(Key, DateTimeOffset.UnixEpoch);
        var content = new byte[ProtectionKey.NonceSize + 5 + ProtectionKey.TagSize];
        key.Seal("token"u8, "for this"u8, content);

        var text = new byte[5];
        using var cipher = new System.Security.Cryptography.AesGcm(Key, 16);
        cipher.Decrypt(content.AsSpan(0, 12), content.AsSpan(12, 5), content.AsSpan(17), text, "for this"u8);
        Assert.Equal("token", Encoding.UTF8.GetString(text));
        Assert.False(key.TryUnseal(content, "for that"u8, text));
        Assert.True(key.TryUnseal(content, "for this"u8, text));
    }

    [Theory]
    [InlineData("v1.key.content", "key", "content")]
    [InlineData("v1.key.", "key", "")]
    [InlineData("v1.key.a.b", "key", "a.b")]
    [InlineData("v1.k.c", "k", "c")]
    public void A_Sealed_Text_Has_Three_Parts(string text, string keyId, string content)
    {
        Assert.True(SealedText.TrySplit(text, out var foundId, out var found));
        Assert.Equal((keyId, content), (foundId.ToString(), found.ToString()));
    }

    [Theory]
    [InlineData("")]
    [InlineData("v1")]
    [InlineData("v1.")]
    [InlineData("v1.key")]
    [InlineData("v1..content")]
    [InlineData("v2.key.content")]
    [InlineData("V1.key.content")]
    public void Another_Shape_Is_None(string text)
    {
        Assert.False(SealedText.TrySplit(text, out var keyId, out var content));
        Assert.True(keyId.IsEmpty && content.IsEmpty);
    }

    [Theory]
    [InlineData("00000000-0000-0000-0000-000000000000", 0)]
    [InlineData("80000000-ffff-ffff-ffff-ffffffffffff", 0.5)]
    [InlineData("ffffffff-0000-0000-0000-000000000000", 1)]
    public void How_Far_A_Step_Is_Shows_In_The_Id_It_Has_Come_To(string id, double fraction)
        => Assert.Equal(fraction, StoreProgress.FractionOf(Guid.Parse(id)), 6);

    [Fact]
    public void Of_Keys_The_Newest_Seals_And_Of_Two_As_New_Always_The_Same()
    {
        var older = new ProtectionKey(Key, DateTimeOffset.UnixEpoch);
        var one = new ProtectionKey([.. Key.Select(b => (byte)(b + 1))], DateTimeOffset.UnixEpoch.AddDays(1));
        var other = new ProtectionKey([.. Key.Select(b => (byte)(b + 2))], DateTimeOffset.UnixEpoch.AddDays(1));
        var last = string.CompareOrdinal(one.Id, other.Id) > 0 ? one : other;

        Assert.Same(last, new KeySet([one, older, other]).Active);
        Assert.Same(last, new KeySet([other, one, older]).Active);
        Assert.Null(KeySet.Empty.Active);
        Assert.Same(older, new KeySet([one, older]).Find(older.Id));
        Assert.Null(new KeySet([one]).Find(older.Id));
    }
}
