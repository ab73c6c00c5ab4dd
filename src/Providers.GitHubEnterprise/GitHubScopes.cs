using System.Collections.Frozen;
using System.Net.Http.Headers;
using Providers.Common;

namespace Providers.GitHubEnterprise;

/// <summary>A token's scopes. https://docs.github.com/en/apps/oauth-apps/building-oauth-apps/scopes-for-oauth-apps</summary>
internal static class GitHubScopes
{
    public const string ReadMail = "user:email";

    private static readonly FrozenDictionary<string, string[]> Implied = new Dictionary<string, string[]>
    {
        ["repo"] = ["repo:status", "repo_deployment", "public_repo", "repo:invite", "security_events"],
        ["admin:repo_hook"] = ["write:repo_hook"],
        ["write:repo_hook"] = ["read:repo_hook"],
        ["admin:org"] = ["write:org", "manage_runners:org"],
        ["write:org"] = ["read:org"],
        ["admin:public_key"] = ["write:public_key"],
        ["write:public_key"] = ["read:public_key"],
        ["user"] = ["read:user", ReadMail, "user:follow"],
        ["project"] = ["read:project"],
        ["write:packages"] = ["read:packages"],
        ["write:discussion"] = ["read:discussion"],
        ["admin:gpg_key"] = ["write:gpg_key"],
        ["write:gpg_key"] = ["read:gpg_key"],
        ["admin:ssh_signing_key"] = ["write:ssh_signing_key"],
        ["write:ssh_signing_key"] = ["read:ssh_signing_key"],
        ["admin:enterprise"] = ["manage_runners:enterprise", "manage_billing:enterprise", "read:enterprise"],
        ["audit_log"] = ["read:audit_log"],
        ["codespace"] = ["codespace:secrets"],
        ["copilot"] = ["manage_billing:copilot"],
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>Null without the header, as with fine-grained tokens; empty when the header is there and names nothing.</summary>
    public static IReadOnlyList<string>? Read(HttpResponseHeaders headers)
        => headers.First(GitHubDefaults.ScopesHeader) is { } text ? ScopeNames.Expand(ScopeNames.Parse(text), Implied) : null;
}
