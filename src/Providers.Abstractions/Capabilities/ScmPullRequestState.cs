namespace Providers.Abstractions.Capabilities;

/// <summary>Whether a pull request still waits.</summary>
public enum ScmPullRequestState
{
    /// <summary>It waits.</summary>
    Open,

    /// <summary>It was merged, or closed without that.</summary>
    Closed,
}
