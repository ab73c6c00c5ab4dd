using Gateway.Proxy;

namespace Gateway.Dashboard;

/// <summary>
/// The cookie that a form's secret is checked against. Its policy is never <see cref="CookieSecurePolicy.Always"/>, with which the framework
/// throws at each request that is not encrypted itself: behind a server that ends TLS unseen, none is.
/// </summary>
internal sealed class FormCookie : CookieBuilder
{
    private readonly bool _alwaysSecure;

    public FormCookie(CookieSecurePolicy policy)
    {
        _alwaysSecure = policy == CookieSecurePolicy.Always;
        Name = OwnCookies.Prefix + "form";
        HttpOnly = true;
        IsEssential = true;
        // Not strict: who comes back from a platform would lose it, and with it the forms in other tabs.
        SameSite = SameSiteMode.Lax;
        SecurePolicy = CookieSecurePolicy.SameAsRequest;
    }

    public override CookieOptions Build(HttpContext context, DateTimeOffset expiresFrom)
    {
        var options = base.Build(context, expiresFrom);
        options.Secure |= _alwaysSecure;
        return options;
    }
}
