namespace Gateway.Operations.Management;

/// <summary><c>Gateway:Management</c>.</summary>
internal sealed class ManagementOptions
{
    public const string Section = "Gateway:Management";

    /// <summary>
    /// Where health, metrics, plugins and the OpenAPI document are served: an http address with a port of its own. Nothing here asks who
    /// is calling, so whoever reaches it sees the names of plugins and the counts of everything.
    /// </summary>
    public string Url { get; set; } = "http://127.0.0.1:8081";

    public IEnumerable<string> Validate()
    {
        if (!Uri.TryCreate(Url, UriKind.Absolute, out var address) || address.Scheme != Uri.UriSchemeHttp || address.PathAndQuery != "/")
        {
            yield return $"{Section}:Url must be an http address with a port, for example http://127.0.0.1:8081.";
        }
    }
}
