using Microsoft.Extensions.Options;
using Providers.Abstractions;

namespace Gateway.ScmIntegrations.OAuth;

/// <summary>Which types' addresses are the gateway's, judged at each request; the others' stay the upstream's.</summary>
internal abstract class OAuthTypeConstraint : IRouteConstraint
{
    public bool Match(HttpContext? httpContext, IRouter? route, string routeKey, RouteValueDictionary values, RouteDirection routeDirection)
        => httpContext is not null
            && values[routeKey] is string text
            && ScmType.TryParse(text, out var type)
            && IsOurs(type, httpContext.RequestServices);

    protected abstract bool IsOurs(ScmType type, IServiceProvider services);

    /// <summary>A client is configured, and a plugin offers it.</summary>
    internal sealed class Offered : OAuthTypeConstraint
    {
        public const string Name = "oauth_offered";

        protected override bool IsOurs(ScmType type, IServiceProvider services) => services.GetRequiredService<OAuthPlatforms>().Find(type) is not null;
    }

    /// <summary>A client is configured: what comes back from the platform holds a code, and is nobody else's even while the plugin is away.</summary>
    internal sealed class Configured : OAuthTypeConstraint
    {
        public const string Name = "oauth_configured";

        protected override bool IsOurs(ScmType type, IServiceProvider services)
            => services.GetRequiredService<IOptionsMonitor<OAuthOptionsByType>>().CurrentValue.ContainsKey(type.Value);
    }
}
