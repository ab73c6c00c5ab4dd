using Microsoft.Net.Http.Headers;

namespace Gateway.Dashboard;

/// <summary>The page's few files; they travel inside the program.</summary>
internal static class DashboardAssets
{
    private static readonly Dictionary<string, string> ContentTypes = new(StringComparer.Ordinal)
    {
        ["pico.min.css"] = "text/css; charset=utf-8",
        ["dashboard.css"] = "text/css; charset=utf-8",
        ["icon.svg"] = "image/svg+xml",
    };

    public static IResult Find(string name, HttpContext context)
    {
        if (!ContentTypes.TryGetValue(name, out var contentType)
            || typeof(DashboardAssets).Assembly.GetManifestResourceStream($"dashboard/{name}") is not { } file)
        {
            return Results.NotFound();
        }

        context.Response.Headers.CacheControl = "public, max-age=3600";
        return Results.Stream(file, contentType, entityTag: new EntityTagHeaderValue($"\"{typeof(DashboardAssets).Assembly.ManifestModule.ModuleVersionId:N}\""));
    }
}
