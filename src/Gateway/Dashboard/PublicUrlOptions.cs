namespace Gateway.Dashboard;

/// <summary><c>Gateway:PublicUrl</c>.</summary>
internal sealed class PublicUrlOptions
{
    public const string Key = "Gateway:PublicUrl";

    /// <summary>
    /// Where browsers find the gateway, such as <c>https://auth.example.com</c>: scheme, host and port. Null: where a request says that it
    /// came to, which is right as long as nobody in front changes the Host header or ends TLS unseen.
    /// </summary>
    public string? PublicUrl { get; set; }

    /// <summary>Of cookies: never without encryption once browsers are known to come with it.</summary>
    public CookieSecurePolicy CookiePolicy => PublicUrl?.StartsWith("https://", StringComparison.Ordinal) == true
        ? CookieSecurePolicy.Always
        : CookieSecurePolicy.SameAsRequest;

    public static IEnumerable<string> FindProblems(IConfiguration settings)
    {
        if (settings[Key] is { Length: > 0 } text
            && (!Uri.TryCreate(text, UriKind.Absolute, out var uri)
                || (uri.Scheme != Uri.UriSchemeHttps && uri.Scheme != Uri.UriSchemeHttp)
                || uri.UserInfo.Length > 0
                || uri.GetLeftPart(UriPartial.Authority) != text))
        {
            yield return $"{Key} must be scheme, host and port alone, for example https://auth.example.com.";
        }
    }
}
