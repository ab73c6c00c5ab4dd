using Providers.Abstractions.Capabilities;
using Xunit;

namespace Providers.Testing;

public abstract partial class ScmProviderContract
{
    /// <summary>The type is set and stays the same; the names are for people; the scopes are a list without empty ones.</summary>
    [Fact]
    public void Names_And_Scopes_Are_Well_Formed()
    {
        Require(Provider.Type is not null && Provider.Type == Provider.Type && Provider.Type == CreateProvider().Type,
            "Type is set and is the same for every object.", $"{Provider.Type?.ToString() ?? "null"}",
            "public ScmType Type { get; } = ScmType.Parse(\"your-type\");");
        foreach (var (property, name) in new[] { ("PlatformName", Provider.PlatformName), ("DisplayName", Provider.DisplayName) })
        {
            Require(!string.IsNullOrWhiteSpace(name) && name.Trim() == name && name.Length <= 64 && !name.Any(char.IsControl),
                $"{property} is a short name for people: it stands in «is not a … instance» and on a web page.", $"«{name}»",
                "give the platform's name as its makers write it.");
        }

        Require(Provider.RequiredScopes is { } scopes && !scopes.Any(string.IsNullOrWhiteSpace) && scopes.Distinct().Count() == scopes.Count,
            "RequiredScopes is a list without empty or repeated names; it is empty when any token will do.",
            Provider.RequiredScopes is null ? "null" : $"«{string.Join("», «", Provider.RequiredScopes)}»",
            "name each scope once, as the platform's answers spell it.");
    }

    /// <summary>An account can be linked somehow: by a token, or by OAuth.</summary>
    [Fact]
    public void Accounts_Can_Be_Linked_Somehow()
        => Require(Provider.LinksByToken || Provider is IOAuthPlatform,
            "An account can be linked by a token or by OAuth.",
            "LinksByToken is false, and the provider does not implement IOAuthPlatform",
            "implement IOAuthPlatform, or leave LinksByToken at true.");

    private static void Require(bool condition, string wanted, string seen, string mend)
    {
        if (!condition)
        {
            throw ContractBrokenException.Because(wanted, seen, mend);
        }
    }
}
