using Microsoft.Net.Http.Headers;

namespace Gateway.Dashboard;

/// <summary>The page's few files; they travel inside the program.</summary>
internal static class DashboardAssets
{
    private const string Resources = "dashboard/";

    private static readonly Dictionary<string, string> ContentTypes = new(StringComparer.Ordinal)
    {
        ["pico.min.css"] = "text/css; charset=utf-8",
        ["dashboard.css"] = "text/css; charset=utf-8",
        ["icon.svg"] = "image/svg+xml",
    };

    /// <summary>Another one for each build: pages name it, so that browsers may keep the files for good and still get new ones.</summary>
    public static string Version { get; } = typeof(DashboardAssets).Assembly.ManifestModule.ModuleVersionId.ToString("N")[..12];

    public static IResult Find(string name, HttpContext context)
    {
        if (!ContentTypes.TryGetValue(name, out var contentType)
            || typeof(DashboardAssets).Assembly.GetManifestResourceStream(Resources + name) is not { } file)
        {
            return Results.NotFound();
        }

        context.Response.Headers.CacheControl = context.Request.Query["v"] == Version ? "public, max-age=31536000, immutable" : "no-cache";
        return Results.Stream(file, contentType, entityTag: new EntityTagHeaderValue($"\"{Version}\""));
    }
}
