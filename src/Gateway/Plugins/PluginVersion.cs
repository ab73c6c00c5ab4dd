namespace Gateway.Plugins;

/// <summary>The name of a version folder: <c>1.2</c>, <c>1.2.3</c>, or <c>2.0.0-beta.1</c>, which comes before <c>2.0.0</c>.</summary>
internal sealed record PluginVersion(Version Number, string Label) : IComparable<PluginVersion>
{
    public static PluginVersion? TryParse(string text)
    {
        var dash = text.IndexOf('-', StringComparison.Ordinal);
        var number = dash < 0 ? text : text[..dash];
        return Version.TryParse(number, out var version)
            ? new PluginVersion(Whole(version), dash < 0 ? "" : text[(dash + 1)..])
            : null;
    }

    public int CompareTo(PluginVersion? other)
        => other is null ? 1
            : Number.CompareTo(other.Number) is var order and not 0 ? order
            : (Label.Length == 0).CompareTo(other.Label.Length == 0) is var released and not 0 ? released
            : string.CompareOrdinal(Label, other.Label);

    // 1.2 and 1.2.0 are the same version.
    private static Version Whole(Version version)
        => new(version.Major, version.Minor, Math.Max(version.Build, 0), Math.Max(version.Revision, 0));
}
