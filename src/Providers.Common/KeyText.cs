using System.Text.RegularExpressions;
using Providers.Abstractions.Capabilities;

namespace Providers.Common;

/// <summary>A public key as a platform gives it, made fit to hand on. Whoever takes it judges the key itself.</summary>
internal static partial class KeyText
{
    private const int LongestKey = 16 * 1024;
    private const int LongestTitle = 255;

    /// <summary>Null when the text cannot be a key in one line.</summary>
    public static ScmPublicKey? Read(long id, string? title, string key)
    {
        var content = key.Trim();
        if (content.Length > LongestKey || content.Any(char.IsControl) || !Shape().IsMatch(content))
        {
            return null;
        }

        var shown = title is null ? "" : string.Concat(title.Where(c => !char.IsControl(c))).Trim();
        return new ScmPublicKey
        {
            Title = shown.Length is > 0 and <= LongestTitle ? shown : FormattableString.Invariant($"{id}"),
            Content = content,
        };
    }

    // An algorithm, the key in base64, and perhaps a comment: https://man.openbsd.org/sshd#AUTHORIZED_KEYS_FILE_FORMAT
    [GeneratedRegex(@"\A[a-z][a-z0-9@.-]* +[A-Za-z0-9+/]+={0,2}( |\z)", RegexOptions.CultureInvariant)]
    private static partial Regex Shape();
}
