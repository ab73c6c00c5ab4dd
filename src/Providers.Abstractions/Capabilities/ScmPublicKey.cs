namespace Providers.Abstractions.Capabilities;

/// <summary>A public SSH key of an account.</summary>
public sealed record ScmPublicKey
{
    /// <summary>The title that the person gave to it; where the platform tells none, its id there as text. Never empty.</summary>
    public required string Title { get; init; }

    /// <summary>The key in OpenSSH's one-line format: algorithm, base64 and perhaps a comment.</summary>
    public required string Content { get; init; }
}
