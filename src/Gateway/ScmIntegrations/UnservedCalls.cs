using Gateway.Errors;

namespace Gateway.ScmIntegrations;

/// <summary>
/// Claims every method and path below the prefix that no endpoint serves, because the next to be asked would be the upstream.
/// </summary>
internal static class UnservedCalls
{
    public static void MapUnservedCalls(this IEndpointRouteBuilder group) => group.Map("{**rest}", Answer).ExcludeFromDescription();

    private static IResult Answer(string? rest) => Allowed(rest) is { } allow ? Problems.MethodNotAllowed(allow) : Problems.NotFound();

    // The methods of a path that exists; null for one that does not.
    private static string? Allowed(string? rest)
    {
        if (string.IsNullOrEmpty(rest))
        {
            return "GET, HEAD, POST";
        }

        return rest.IndexOf('/', StringComparison.Ordinal) switch
        {
            < 0 => "GET, HEAD, PATCH, DELETE",
            0 => null,
            var slash => rest[(slash + 1)..] switch
            {
                "import_keys" or "check" => "POST",
                "search_repos" or "search_pull_requests" or "orgs" or "branches" => "GET, HEAD",
                _ => null,
            },
        };
    }
}
