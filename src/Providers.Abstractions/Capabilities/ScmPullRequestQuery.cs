namespace Providers.Abstractions.Capabilities;

/// <summary>What to look for among pull requests. The provider puts it into its platform's own language, escaped.</summary>
public sealed record ScmPullRequestQuery
{
    /// <summary>Words to find, separated by single spaces; empty for all.</summary>
    public string Text { get; init; } = "";

    /// <summary>Only those of this repository (<c>repo:</c>), as <c>owner/name</c>; <see langword="null"/> for any.</summary>
    public string? Repository { get; init; }

    /// <summary>Only open ones or only closed ones, merged included (<c>is:</c>); <see langword="null"/> for both.</summary>
    public ScmPullRequestState? State { get; init; }
}
