using System.Text;

namespace Gateway.Operations;

/// <summary>
/// ASCII digits, and for anything else a character that is none. The server reads <c>Content-Length: +5</c> as 5, where others in the chain may
/// read nothing: read with this, it is refused as the malformed header that it is (RFC 9110, section 8.6).
/// </summary>
internal sealed class DigitsEncoding : Encoding
{
    private const char NoDigit = '\uFFFD';

    // As many as the largest length has.
    private const int MaxDigits = 19;

    public override int GetByteCount(char[] chars, int index, int count) => count;

    public override int GetBytes(char[] chars, int charIndex, int charCount, byte[] bytes, int byteIndex)
        => ASCII.GetBytes(chars, charIndex, charCount, bytes, byteIndex);

    public override int GetCharCount(byte[] bytes, int index, int count) => Math.Min(count, MaxDigits);

    public override int GetChars(byte[] bytes, int byteIndex, int byteCount, char[] chars, int charIndex)
        => GetChars(bytes.AsSpan(byteIndex, byteCount), chars.AsSpan(charIndex));

    public override int GetChars(ReadOnlySpan<byte> bytes, Span<char> chars)
    {
        if (bytes.Length > MaxDigits || bytes.ContainsAnyExceptInRange((byte)'0', (byte)'9'))
        {
            chars[0] = NoDigit;
            return 1;
        }

        return ASCII.GetChars(bytes, chars);
    }

    public override int GetMaxByteCount(int charCount) => charCount;

    public override int GetMaxCharCount(int byteCount) => byteCount;
}
