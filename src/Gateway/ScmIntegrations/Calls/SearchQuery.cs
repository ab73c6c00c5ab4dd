using Providers.Abstractions.Capabilities;

namespace Gateway.ScmIntegrations.Calls;

/// <summary>Reads the <c>query</c> of a search: words and qualifiers, separated by spaces. A qualifier nobody knows is a word.</summary>
internal static class SearchQuery
{
    private const int MaxLength = 1024;

    public static ScmRepositoryQuery ForRepositories(string? query)
    {
        var parts = Split(query);
        return new ScmRepositoryQuery
        {
            User = parts.Take("user:"),
            Fork = parts.Take("fork:") switch
            {
                "true" => true,
                "false" => false,
                _ => null,
            },
            Text = parts.Rest(),
        };
    }

    public static ScmPullRequestQuery ForPullRequests(string? query)
    {
        var parts = Split(query);
        return new ScmPullRequestQuery
        {
            Repository = parts.Take("repo:"),
            State = TakeState(parts),
            Text = parts.Rest(),
        };
    }

    private static ScmPullRequestState? TakeState(Parts parts)
    {
        ScmPullRequestState? state = null;
        while (parts.Take("is:") is { } value)
        {
            state = value switch
            {
                "open" => ScmPullRequestState.Open,
                "closed" => ScmPullRequestState.Closed,
                _ => state,
            };
        }

        return state;
    }

    private static Parts Split(string? query) => new(
        (query is { Length: > MaxLength } ? query[..MaxLength] : query ?? "")
            .Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)
            .ToList());

    private readonly struct Parts(List<string> parts)
    {
        public string? Take(string qualifier)
        {
            var index = parts.FindIndex(part => part.Length > qualifier.Length && part.StartsWith(qualifier, StringComparison.Ordinal));
            if (index < 0)
            {
                return null;
            }

            var value = parts[index][qualifier.Length..];
            parts.RemoveAt(index);
            return value;
        }

        public string Rest() => string.Join(' ', parts);
    }
}
