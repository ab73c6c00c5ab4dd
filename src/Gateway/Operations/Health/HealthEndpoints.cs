using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Gateway.Operations.Health;

internal static class HealthEndpoints
{
    private static readonly string[] Methods = ["GET", "HEAD"];

    /// <summary>
    /// Live: the process answers; restart it if not. Ready: send requests here; 503 if not. What makes it degraded is told, and it is ready all
    /// the same.
    /// </summary>
    public static void MapHealth(this IEndpointRouteBuilder endpoints)
    {
        endpoints.MapMethods("/health/live", Methods, () => Json(new HealthResponse("live"), StatusCodes.Status200OK)).ExcludeFromDescription();
        endpoints.MapMethods("/health/ready", Methods, ReadyAsync).ExcludeFromDescription();
    }

    private static async Task<IResult> ReadyAsync(HttpContext context, Readiness readiness)
    {
        var report = await readiness.CheckAsync(context.RequestAborted);
        return Json(
            HealthResponse.From(report),
            report.Status == HealthStatus.Unhealthy ? StatusCodes.Status503ServiceUnavailable : StatusCodes.Status200OK);
    }

    private static IResult Json(HealthResponse body, int status)
        => Results.Json(body, HealthJsonContext.Default.HealthResponse, statusCode: status);
}
