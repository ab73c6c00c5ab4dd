using System.Net.Http.Headers;

namespace Providers.Common;

internal static class HeaderExtensions
{
    /// <summary>The first value of a header; empty when it is there without one, null when it is not there.</summary>
    public static string? First(this HttpResponseHeaders headers, string name)
        => headers.NonValidated.TryGetValues(name, out var values) ? values.FirstOrDefault("") : null;

    /// <summary>
    /// Whether <c>Link</c> (RFC 8288) names a next page. Its address is never used: the next page's address is made here,
    /// so that an answer cannot send the token elsewhere.
    /// </summary>
    public static bool NamesNextPage(this HttpResponseHeaders headers)
        => headers.NonValidated.TryGetValues("Link", out var values)
        && values.Any(value => value.Contains("rel=\"next\"", StringComparison.OrdinalIgnoreCase));
}
