using System.Collections.Frozen;
using Providers.Common;

namespace Providers.GitLabSelfHosted;

/// <summary>A token's scopes. https://docs.gitlab.com/user/profile/personal_access_tokens/#personal-access-token-scopes</summary>
internal static class GitLabScopes
{
    private static readonly FrozenDictionary<string, string[]> Implied = new Dictionary<string, string[]>
    {
        ["api"] = ["read_api", "write_repository", "read_registry", "write_registry"],
        ["read_api"] = ["read_user", "read_repository", "read_registry"],
        ["write_repository"] = ["read_repository"],
    }.ToFrozenDictionary(StringComparer.Ordinal);

    public static IReadOnlyList<string> Read(IReadOnlyList<string> granted)
        => ScopeNames.Expand(ScopeNames.Clean(granted.OfType<string>()), Implied);
}
