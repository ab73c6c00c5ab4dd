using Gateway.Plugins;

namespace Gateway.ScmIntegrations;

/// <summary><c>Gateway:Scopes</c>: the scopes that a token of a type must have; what the provider declares unless set.</summary>
internal sealed class ScopeOptions : Dictionary<string, string[]>
{
    public const string Section = "Gateway:Scopes";

    public ScopeOptions()
        : base(StringComparer.Ordinal)
    {
    }

    public IReadOnlyList<string> For(ProviderDescription provider)
        => TryGetValue(provider.Type.Value, out var scopes) ? scopes : provider.RequiredScopes;
}
