namespace Gateway.Identity;

/// <summary><c>Gateway:Identity:Static</c>: tokens from the configuration, refused outside Development.</summary>
internal sealed class StaticIdentityOptions
{
    /// <summary>Bearer token to owner.</summary>
    public IDictionary<string, StaticOwnerOptions> Tokens { get; } = new Dictionary<string, StaticOwnerOptions>(StringComparer.Ordinal);

    public IEnumerable<string> Validate()
    {
        if (Tokens.Count == 0)
        {
            yield return $"{IdentityOptions.Section}:Static:Tokens must name at least one token.";
        }

        // The token is the key's name, so the message must not repeat it.
        if (Tokens.Values.Any(owner => string.IsNullOrEmpty(owner.Id)))
        {
            yield return $"{IdentityOptions.Section}:Static:Tokens: each token needs an Id.";
        }
    }
}
