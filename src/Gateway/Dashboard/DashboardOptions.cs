namespace Gateway.Dashboard;

/// <summary><c>Gateway:Dashboard</c>.</summary>
internal sealed class DashboardOptions
{
    public const string Section = "Gateway:Dashboard";

    /// <summary>Whether the page is served; its path is the upstream's otherwise.</summary>
    public bool Enabled { get; set; } = true;

    /// <summary>Starts with a slash and does not end with one.</summary>
    public string Path { get; set; } = "/dashboard";

    public IEnumerable<string> Validate()
    {
        if (Path is not ['/', .., not '/'] || Path.Contains("//", StringComparison.Ordinal) || !Uri.IsWellFormedUriString(Path, UriKind.Relative)
            || Path.StartsWith("/v1/scm_integrations", StringComparison.OrdinalIgnoreCase))
        {
            yield return $"{Section}:Path must be a path such as /dashboard, without a slash at its end.";
        }
    }
}
