namespace Providers.GitHubEnterprise;

/// <summary>
/// Words for the <c>q</c> of a search, so that each can only be a word.
/// https://docs.github.com/en/search-github/getting-started-with-searching-on-github/understanding-the-search-syntax
/// </summary>
internal static class GitHubSearchText
{
    private static readonly string[] Operators = ["AND", "OR", "NOT"];

    /// <summary>
    /// Escaped for a query string, since Octokit passes <c>q</c> on as it is; empty when nothing is left. A word that could be
    /// a qualifier, an exclusion, an operator or a bracket is put in quotes, where the platform finds it literally.
    /// </summary>
    public static string Escape(string text)
        => Uri.EscapeDataString(string.Join(' ', text
            .Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)
            .Select(word => string.Concat(word.Where(c => c is not ('"' or '\\') && !char.IsControl(c))))
            .Where(word => word.Length > 0)
            .Select(word => IsPlain(word) ? word : $"\"{word}\"")));

    private static bool IsPlain(string word)
        => char.IsLetterOrDigit(word[0])
        && word.All(c => char.IsLetterOrDigit(c) || c is '-' or '_' or '.')
        && !Operators.Contains(word, StringComparer.OrdinalIgnoreCase);
}
