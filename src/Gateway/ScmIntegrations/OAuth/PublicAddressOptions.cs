namespace Gateway.ScmIntegrations.OAuth;

/// <summary><c>Gateway:PublicUrl</c>.</summary>
internal sealed class PublicAddressOptions
{
    public const string Key = "Gateway:PublicUrl";

    /// <summary>
    /// The address that browsers have for the gateway, for example <c>https://auth.example.com</c>; where a platform sends them back to. Taken
    /// from each request unless set: then a stranger's <c>Host</c> header can name another address, which the platform refuses as long as
    /// only the right one is registered there.
    /// </summary>
    public Uri? PublicUrl { get; set; }

    /// <summary>Lets the request look as it does from outside.</summary>
    public void Apply(HttpRequest request)
    {
        if (PublicUrl is { } url)
        {
            request.Scheme = url.Scheme;
            request.Host = HostString.FromUriComponent(url);
        }
    }
}
