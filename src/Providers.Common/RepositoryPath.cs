using System.Buffers;

namespace Providers.Common;

/// <summary>Names that may stand in a path or a qualifier: what a caller wrote, once it can mean nothing but a name.</summary>
internal static class RepositoryPath
{
    private const int Longest = 1024;

    private static readonly SearchValues<char> Characters = SearchValues.Create(
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-.");

    /// <summary>The segments of <c>owner/name</c> or deeper; empty when the text can name nothing.</summary>
    public static string[] Segments(string text)
    {
        var segments = text.Length <= Longest ? text.Split('/') : [];
        return Array.TrueForAll(segments, IsSegment) ? segments : [];
    }

    public static bool IsSegment(string text)
        => text.Length > 0 && text is not ("." or "..") && !text.AsSpan().ContainsAnyExcept(Characters);

    /// <summary>Whether a path ends in the name: a repository of which a platform tells anything else cannot be shown.</summary>
    public static bool EndsIn(string path, string name)
        => !string.IsNullOrWhiteSpace(name) && path.EndsWith($"/{name}", StringComparison.Ordinal);
}
