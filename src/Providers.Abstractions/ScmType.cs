using System.Diagnostics.CodeAnalysis;
using System.Text.RegularExpressions;

namespace Providers.Abstractions;

/// <summary>The <c>scm_type</c> of the API: a platform and the way it is hosted, for example <c>gitlab-self-hosted</c>.</summary>
/// <remarks>
/// Lower-case letters, digits and inner hyphens, starting with a letter, at most 64 characters; compared ordinally.
/// It is never shaped like a UUID, so that an address can name an integration by either.
/// </remarks>
public sealed partial record ScmType
{
    private const int MaxLength = 64;

    private ScmType(string value) => Value = value;

    /// <summary>The text as it stands in the API.</summary>
    public string Value { get; }

    /// <summary>Reads a type that is known to be well formed, for example a constant of a provider.</summary>
    /// <exception cref="FormatException"><paramref name="value"/> is not a well-formed type; the message says what one is.</exception>
    public static ScmType Parse(string value) => TryParse(value, out var type) ? type : throw new FormatException(
        $"«{value}» is not a well-formed scm_type: lower-case letters, digits and inner hyphens, starting with a letter, "
        + $"at most {MaxLength} characters, and not shaped like a UUID.");

    /// <summary>Reads a type from outside. Strict: no trimming, no change of case.</summary>
    public static bool TryParse([NotNullWhen(true)] string? value, [NotNullWhen(true)] out ScmType? type)
    {
        type = value is { Length: > 0 and <= MaxLength } && Shape().IsMatch(value) && !Guid.TryParse(value, out _)
            ? new ScmType(value)
            : null;
        return type is not null;
    }

    /// <summary>Returns <see cref="Value"/>.</summary>
    public override string ToString() => Value;

    [GeneratedRegex(@"\A[a-z][a-z0-9]*(-[a-z0-9]+)*\z", RegexOptions.CultureInvariant)]
    private static partial Regex Shape();
}
