namespace Gateway.ScmIntegrations;

/// <summary><c>Gateway:Cors</c>.</summary>
internal sealed class CorsOptions
{
    public const string Section = "Gateway:Cors";

    /// <summary>
    /// Origins whose pages may call the API, such as <c>https://dashboard.example.com</c>; none unless listed. A page of a listed origin that
    /// gets hold of a bearer token can read every token behind it.
    /// </summary>
    public IList<string> Origins { get; } = [];

    public IEnumerable<string> Validate() => Origins
        .Where(origin => !Uri.TryCreate(origin, UriKind.Absolute, out var uri)
            || (uri.Scheme != Uri.UriSchemeHttps && uri.Scheme != Uri.UriSchemeHttp)
            || uri.GetLeftPart(UriPartial.Authority) != origin)
        .Select(origin => $"{Section}:Origins: «{origin}» is not an origin such as https://dashboard.example.com.");
}
