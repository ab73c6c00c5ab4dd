using Providers.Abstractions;

namespace Gateway.ScmIntegrations.OAuth;

/// <summary><c>Gateway:OAuth</c>: one client per type that may be linked in the browser.</summary>
internal sealed class OAuthOptionsByType : Dictionary<string, OAuthClientOptions>
{
    public const string Section = "Gateway:OAuth";

    public OAuthOptionsByType()
        : base(StringComparer.Ordinal)
    {
    }

    public IEnumerable<string> Validate()
        => Keys.Where(type => !ScmType.TryParse(type, out _)).Select(type => $"{Section}:{type} is not a well-formed scm_type.")
            .Concat(this.SelectMany(client => client.Value.Validate($"{Section}:{client.Key}")));
}
