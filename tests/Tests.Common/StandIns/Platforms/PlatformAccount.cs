namespace Tests.Common.StandIns.Platforms;

/// <summary>A person on a platform.</summary>
public sealed record PlatformAccount(long Id, string Login, string? Email = null);

/// <summary>A token of an account. Scopes are null for kinds that tell none; a project's bot is no person.</summary>
public sealed record PlatformToken(
    string Value, PlatformAccount Account, IReadOnlyList<string>? Scopes, DateTimeOffset? ExpiresAt = null, bool IsProjectBot = false);

/// <summary>A public SSH key of an account.</summary>
public sealed record PlatformKey(long Id, PlatformAccount Account, string Title, string Content);

/// <summary>A repository and its branches.</summary>
public sealed record PlatformRepository(long Id, string Owner, string Name, IReadOnlyList<string> Branches, string? Description = null, bool IsFork = false)
{
    public string FullName => $"{Owner}/{Name}";
}

/// <summary>A pull request; without a source when the fork that it came from is gone.</summary>
public sealed record PlatformPullRequest(long Id, int Number, string Title, PlatformRepository Target, PlatformRepository? Source, bool IsOpen = true);

/// <summary>An organisation of which every account is a member.</summary>
public sealed record PlatformOrganization(long Id, string Login, string? Description = null);
