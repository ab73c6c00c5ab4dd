using System.Globalization;
using System.Net.Http.Headers;
using Providers.Common;

namespace Providers.GitHubEnterprise;

/// <summary>When a token ends: <c>2026-09-01 07:30:00 UTC</c> or <c>2026-09-01 09:30:00 +0200</c>.</summary>
internal static class GitHubExpiration
{
    private static readonly string[] Formats = ["yyyy-MM-dd HH:mm:ss 'UTC'", "yyyy-MM-dd HH:mm:ss zzz"];

    public static DateTimeOffset? Read(HttpResponseHeaders headers)
        => DateTimeOffset.TryParseExact(
            headers.First(GitHubDefaults.ExpirationHeader),
            Formats,
            CultureInfo.InvariantCulture,
            DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal,
            out var moment)
            ? moment
            : null;
}
