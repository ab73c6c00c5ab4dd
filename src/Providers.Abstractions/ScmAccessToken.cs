using System.Buffers;
using System.Diagnostics.CodeAnalysis;

namespace Providers.Abstractions;

/// <summary>A user's access token for a platform. Prints as <c>***</c>, so that it can stand in a log call and give nothing away.</summary>
/// <remarks>1 to 8192 printable ASCII characters without spaces: what can stand in a header without changing it.</remarks>
public sealed class ScmAccessToken : IEquatable<ScmAccessToken>
{
    private const int MaxLength = 8192;

    private static readonly SearchValues<char> Characters = SearchValues.Create(
        string.Concat(Enumerable.Range('!', '~' - '!' + 1).Select(c => (char)c)));

    private readonly string _value;

    private ScmAccessToken(string value) => _value = value;

    /// <summary>Reads a token from outside. Strict: no trimming.</summary>
    public static bool TryParse([NotNullWhen(true)] string? value, [NotNullWhen(true)] out ScmAccessToken? token)
    {
        token = value is { Length: > 0 and <= MaxLength } && !value.AsSpan().ContainsAnyExcept(Characters)
            ? new ScmAccessToken(value)
            : null;
        return token is not null;
    }

    /// <summary>Reads a token that is known to be well formed.</summary>
    /// <exception cref="FormatException">The text cannot be a token; the message does not repeat it.</exception>
    public static ScmAccessToken Parse(string value)
        => TryParse(value, out var token) ? token : throw new FormatException("The text is not a well-formed access token.");

    /// <summary>The token itself. For the header of a request to its own platform, and for nothing else.</summary>
    public string Reveal() => _value;

    /// <inheritdoc/>
    public bool Equals(ScmAccessToken? other) => other is not null && string.Equals(_value, other._value, StringComparison.Ordinal);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as ScmAccessToken);

    /// <inheritdoc/>
    public override int GetHashCode() => _value.GetHashCode(StringComparison.Ordinal);

    /// <summary>Returns <c>***</c>.</summary>
    public override string ToString() => "***";
}
