using Gateway.Configuration;
using Gateway.Proxy;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.Extensions.Options;

namespace Gateway.Dashboard;

internal static class DashboardSetup
{
    private const string SessionCookie = OwnCookies.Prefix + "session";

    public static IHostApplicationBuilder AddDashboard(this IHostApplicationBuilder builder)
    {
        var services = builder.Services;
        services.AddGatewayOptions<DashboardOptions>(DashboardOptions.Section, options => options.Validate());
        services.AddOptions<PublicUrlOptions>().BindConfiguration(SettingsShape.Root);
        services.AddSingleton(new SettingsSection(
            PublicUrlOptions.Key, typeof(string), (_, settings) => PublicUrlOptions.FindProblems(settings)));
        services.AddSingleton<DashboardSession>();
        services.AddSingleton<DashboardViews>();
        services.AddSingleton<SignInGate>();
        services.AddSingleton<FormCheck>();
        services.AddSingleton<StoreFailures>();
        services.AddSingleton<TokenExchange>();
        services.AddDataProtection().SetApplicationName("gateway");
        services.AddSingleton<IConfigureOptions<KeyManagementOptions>, SessionKeys>();
        services.AddRazorComponents();
        services.AddAntiforgery(options =>
        {
            options.HeaderName = null;
            options.SuppressXFrameOptionsHeader = true;
        });
        services.AddOptions<AntiforgeryOptions>()
            .Configure<IOptions<PublicUrlOptions>>((form, publicUrl) => form.Cookie = new FormCookie(publicUrl.Value.CookiePolicy));
        services.AddAuthentication().AddCookie(DashboardSession.SchemeName, Configure);
        services.AddOptions<CookieAuthenticationOptions>(DashboardSession.SchemeName)
            .Configure<IOptions<PublicUrlOptions>>((cookie, publicUrl) => cookie.Cookie.SecurePolicy = publicUrl.Value.CookiePolicy);
        return builder;
    }

    /// <summary>
    /// Keeps the framework from putting its authentication and authorization before everything, where they would cost each proxied request, and look in it
    /// for the page's cookie. Those endpoints that want to know who is calling ask by themselves.
    /// </summary>
    public static void LeaveCallersToEndpoints(this WebApplication app)
    {
        var properties = ((IApplicationBuilder)app).Properties;
        properties["__AuthenticationMiddlewareSet"] = true;
        properties["__AuthorizationMiddlewareSet"] = true;
    }

    private static void Configure(CookieAuthenticationOptions options)
    {
        options.Cookie.Name = SessionCookie;
        options.Cookie.HttpOnly = true;
        options.Cookie.SameSite = SameSiteMode.Lax;
        options.ExpireTimeSpan = TimeSpan.FromHours(8);
        options.SlidingExpiration = false;
    }
}
