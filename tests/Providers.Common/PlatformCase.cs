using System.Text.Json.Nodes;
using Providers.Abstractions;

namespace Providers.Common.Tests;

/// <summary>What the common tests must know about a platform to try a provider on it.</summary>
public sealed record PlatformCase
{
    public required IScmProvider Provider { get; init; }

    public required ScmInstance Instance { get; init; }

    /// <summary>With a trailing slash.</summary>
    public required string ApiRoot { get; init; }

    public required string PlatformName { get; init; }

    public required string DisplayName { get; init; }

    /// <summary>The member of the user answer that holds the name.</summary>
    public required string NameMember { get; init; }

    /// <summary>The member of the user answer that holds the page.</summary>
    public required string PageMember { get; init; }

    /// <summary>What another platform answers to the same question.</summary>
    public required JsonObject ForeignUser { get; init; }

    public required string AuthorizationEndpoint { get; init; }

    public required string TokenEndpoint { get; init; }

    public required string Scope { get; init; }
}
