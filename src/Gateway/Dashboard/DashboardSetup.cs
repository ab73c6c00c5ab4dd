using Gateway.Configuration;
using Gateway.Proxy;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.DataProtection;

namespace Gateway.Dashboard;

internal static class DashboardSetup
{
    private const string SessionCookie = OwnCookies.Prefix + "session";
    private const string FormCookie = OwnCookies.Prefix + "form";

    public static IHostApplicationBuilder AddDashboard(this IHostApplicationBuilder builder)
    {
        var services = builder.Services;
        services.AddGatewayOptions<DashboardOptions>(DashboardOptions.Section, options => options.Validate());
        services.AddSingleton<DashboardSession>();
        services.AddSingleton<DashboardViews>();
        services.AddSingleton<TokenExchange>();

        // Kept, and kept where all gateways before one store find them: a session must outlive a restart and a balancer.
        var keys = Path.GetFullPath(
            Path.Combine(builder.Configuration["Gateway:Keys:Directory"] ?? "data/keys", "sessions"), builder.Environment.ContentRootPath);
        services.AddDataProtection().SetApplicationName("gateway").PersistKeysToFileSystem(new DirectoryInfo(keys));
        services.AddRazorComponents();
        services.AddAntiforgery(options =>
        {
            options.Cookie.Name = FormCookie;
            options.Cookie.SameSite = SameSiteMode.Strict;
            options.SuppressXFrameOptionsHeader = true;
        });
        services.AddAuthentication().AddCookie(DashboardSession.SchemeName, Configure);
        return builder;
    }

    private static void Configure(CookieAuthenticationOptions options)
    {
        options.Cookie.Name = SessionCookie;
        options.Cookie.HttpOnly = true;
        options.Cookie.SameSite = SameSiteMode.Lax;
        options.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
        options.ExpireTimeSpan = TimeSpan.FromHours(8);
        options.SlidingExpiration = false;
    }
}
