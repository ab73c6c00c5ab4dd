using Tests.Common.StandIns.Hosting;
using Tests.Common.StandIns.Platforms;

namespace Tests.Common.StandIns.GitHub;

/// <summary>GitHub's search syntax, as much of it as the gateway writes. An unknown user or repository makes the query invalid.</summary>
internal static class GitHubSearch
{
    public static IReadOnlyList<PlatformRepository>? Repositories(GitHubStandIn host, StandInRequest request)
    {
        var (words, qualifiers) = Split(request);
        if (qualifiers.GetValueOrDefault("user") is { } user && !host.Repositories.Any(one => one.Owner == user) && !host.Accounts.Any(one => one.Login == user))
        {
            return null;
        }

        return [.. host.Repositories.Where(one => words.All(word => one.FullName.Contains(word, StringComparison.OrdinalIgnoreCase))
            && (qualifiers.GetValueOrDefault("user") ?? one.Owner) == one.Owner
            && (!one.IsFork || qualifiers.GetValueOrDefault("fork") is "true" or "only"))];
    }

    public static IReadOnlyList<PlatformPullRequest>? PullRequests(GitHubStandIn host, StandInRequest request)
    {
        var (words, qualifiers) = Split(request);
        var named = host.Repositories.FirstOrDefault(one => one.FullName == qualifiers.GetValueOrDefault("repo"));
        if (qualifiers.ContainsKey("repo") && named is null)
        {
            return null;
        }

        var isOpen = Query(request).Contains("is:open", StringComparison.Ordinal) ? true
            : Query(request).Contains("is:closed", StringComparison.Ordinal) ? false : (bool?)null;
        return [.. host.PullRequests.Where(one => words.All(word => one.Title.Contains(word, StringComparison.OrdinalIgnoreCase))
            && (named is null || one.Target == named)
            && (isOpen is null || one.IsOpen == isOpen))];
    }

    private static string Query(StandInRequest request) => request.Query("q") ?? "";

    private static (List<string> Words, Dictionary<string, string> Qualifiers) Split(StandInRequest request)
    {
        var words = new List<string>();
        var qualifiers = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var part in Query(request).Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            var colon = part.IndexOf(':', StringComparison.Ordinal);
            if (colon > 0 && part[0] != '"')
            {
                qualifiers[part[..colon]] = part[(colon + 1)..].Trim('"');
            }
            else
            {
                words.Add(part.Trim('"'));
            }
        }

        return (words, qualifiers);
    }
}
