namespace Providers.Common;

/// <summary>What of a platform's words about a person is kept. A platform is a stranger: it may say anything.</summary>
internal static class ProfileText
{
    private const int LongestName = 255;
    private const int LongestMail = 320;
    private const int LongestAddress = 2048;

    public static bool IsUsername(string text)
        => text.Length is > 0 and <= LongestName && !string.IsNullOrWhiteSpace(text) && !text.Any(char.IsControl);

    /// <summary>The mail address as it was given; null when it is empty or cannot be one.</summary>
    public static string? Mail(string? text)
        => text is { Length: > 0 and <= LongestMail } && text.Contains('@') && !text.Any(c => char.IsControl(c) || char.IsWhiteSpace(c))
            ? text
            : null;

    /// <summary>The address as it was given, letter by letter; null unless it is absolute and http(s), without a user part.</summary>
    public static string? WebAddress(string? text)
        => text is { Length: > 0 and <= LongestAddress }
            && !text.Any(c => char.IsControl(c) || char.IsWhiteSpace(c))
            && Uri.TryCreate(text, UriKind.Absolute, out var address)
            && (address.Scheme == Uri.UriSchemeHttps || address.Scheme == Uri.UriSchemeHttp)
            && address.UserInfo.Length == 0
            ? text
            : null;

    public static string? NullIfEmpty(string? text) => string.IsNullOrWhiteSpace(text) ? null : text;
}
