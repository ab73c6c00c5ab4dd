using Providers.Abstractions.Capabilities;

namespace Providers.Common;

/// <summary>A public key as a platform gives it, made fit to hand on.</summary>
internal static class KeyText
{
    private const int LongestKey = 16 * 1024;
    private const int LongestTitle = 255;

    /// <summary>Null when the text cannot be a key in one line.</summary>
    public static ScmPublicKey? Read(long id, string? title, string key)
    {
        var content = key.Trim();
        if (content.Length is 0 or > LongestKey || content.Any(char.IsControl))
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
}
