namespace Providers.Testing.Recordings;

/// <summary>An address taken apart as a server reads it, so that two spellings of the same request are equal.</summary>
internal sealed record RequestAddress
{
    private RequestAddress(Uri uri)
    {
        Authority = uri.GetLeftPart(UriPartial.Authority);
        Segments = [.. uri.AbsolutePath.Split('/').Skip(1).Select(Uri.UnescapeDataString)];
        Query = [.. uri.Query.TrimStart('?').Split('&', StringSplitOptions.RemoveEmptyEntries).Select(Pair).Order()];
        Fragment = uri.Fragment;
    }

    public string Authority { get; }

    public IReadOnlyList<string> Segments { get; }

    public IReadOnlyList<(string Name, string Value)> Query { get; }

    public string Fragment { get; }

    public static RequestAddress Of(Uri uri) => new(uri);

    public static RequestAddress Of(string apiRoot, string path)
        => new(new Uri(path.StartsWith('/') ? apiRoot.TrimEnd('/') + path : path, UriKind.Absolute));

    public bool IsSameAs(RequestAddress other)
        => Authority == other.Authority && Segments.SequenceEqual(other.Segments) && Query.SequenceEqual(other.Query);

    /// <summary>The same shape: only values differ, in the query and in the segments that hold one of <paramref name="parts"/>.</summary>
    public bool HasTheShapeOf(RequestAddress recorded, IReadOnlyList<string> parts)
    {
        bool IsFixed(string segment) => !parts.Any(part => segment.Contains(part, StringComparison.Ordinal));
        var prefix = recorded.Segments.TakeWhile(IsFixed).ToList();
        var suffix = prefix.Count == recorded.Segments.Count ? [] : recorded.Segments.Reverse().TakeWhile(IsFixed).Reverse().ToList();
        var isSameLength = prefix.Count < recorded.Segments.Count || Segments.Count == recorded.Segments.Count;
        return Authority == recorded.Authority
            && Fragment.Length == 0
            && isSameLength
            && Segments.Count >= prefix.Count + suffix.Count
            && Segments.Take(prefix.Count).SequenceEqual(prefix)
            && Segments.TakeLast(suffix.Count).SequenceEqual(suffix)
            && Query.Select(q => q.Name).SequenceEqual(recorded.Query.Select(q => q.Name));
    }

    private static (string Name, string Value) Pair(string pair)
    {
        var equals = pair.IndexOf('=', StringComparison.Ordinal);
        return equals < 0 ? (Plain(pair), "") : (Plain(pair[..equals]), Plain(pair[(equals + 1)..]));
    }

    private static string Plain(string escaped) => Uri.UnescapeDataString(escaped.Replace('+', ' '));
}
