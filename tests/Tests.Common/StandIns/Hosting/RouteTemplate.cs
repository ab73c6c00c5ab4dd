namespace Tests.Common.StandIns.Hosting;

/// <summary>
/// A path such as <c>/projects/{id}/repository/branches</c>. Segments are told apart before anything is decoded, as the
/// platforms do: <c>group%2Fproject</c> is one segment, <c>group/project</c> is two.
/// </summary>
internal sealed class RouteTemplate(string template)
{
    private readonly string[] _segments = template.Split('/');

    /// <summary>The named segments, decoded; <see langword="null"/> when the path does not match. <c>**</c> takes any rest.</summary>
    public IReadOnlyDictionary<string, string>? Match(string path)
    {
        var segments = path.Split('/');
        var takesRest = _segments[^1] == "**";
        if (takesRest ? segments.Length < _segments.Length - 1 : segments.Length != _segments.Length)
        {
            return null;
        }

        var values = new Dictionary<string, string>(StringComparer.Ordinal);
        for (var index = 0; index < _segments.Length - (takesRest ? 1 : 0); index++)
        {
            var expected = _segments[index];
            if (expected is ['{', .., '}'])
            {
                values[expected[1..^1]] = Uri.UnescapeDataString(segments[index]);
            }
            else if (expected != segments[index])
            {
                return null;
            }
        }

        return values;
    }

    public override string ToString() => template;
}
