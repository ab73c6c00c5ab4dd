namespace Gateway.Dashboard;

/// <summary><c>Gateway:Dashboard</c>.</summary>
internal sealed class DashboardOptions
{
    public const string Section = "Gateway:Dashboard";

    private static readonly string[] Taken = ["/v1", "/users"];

    /// <summary>Whether the page is served; its path is the upstream's otherwise.</summary>
    public bool Enabled { get; set; } = true;

    /// <summary>Starts with a slash and does not end with one.</summary>
    public string Path { get; set; } = "/dashboard";

    public IEnumerable<string> Validate()
    {
        if (!IsPath(Path))
        {
            yield return $"{Section}:Path must be a path such as /dashboard: letters, digits, '-' and '_' between slashes, and none at its end.";
        }
        else if (Taken.Any(taken => Path.Equals(taken, StringComparison.OrdinalIgnoreCase)
            || Path.StartsWith(taken + "/", StringComparison.OrdinalIgnoreCase)))
        {
            yield return $"{Section}:Path must not be below {string.Join(" or ", Taken)}: clients call the API there.";
        }
    }

    private static bool IsPath(string path)
        => path.StartsWith('/') && path[1..].Split('/').All(segment
            => segment.Length > 0 && segment.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_'));
}
