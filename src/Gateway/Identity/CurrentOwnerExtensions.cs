using Microsoft.AspNetCore.Http.Features;

namespace Gateway.Identity;

internal static class CurrentOwnerExtensions
{
    /// <summary>The caller of an endpoint that requires one.</summary>
    public static CallerFeature GetCaller(this HttpContext httpContext) => httpContext.Features.GetRequiredFeature<CallerFeature>();
}
