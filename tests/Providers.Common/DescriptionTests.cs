using Providers.Abstractions.Capabilities;

namespace Providers.Common.Tests;

/// <summary>Every provider: what it says of itself.</summary>
public abstract class DescriptionTests(PlatformCase platformCase) : ProviderTests(platformCase)
{
    [Fact]
    public void Names_Are_Those_Of_The_Api()
    {
        Assert.Equal(Case.PlatformName, Case.Provider.PlatformName);
        Assert.Equal(Case.DisplayName, Case.Provider.DisplayName);
        Assert.Equal([Case.Scope], Case.Provider.RequiredScopes);
        Assert.Same(Case.Provider.Type, Case.Provider.Type);
    }

    [Fact]
    public void Public_Platform_Is_Linked_By_OAuth_Only_And_An_Instance_By_Token()
    {
        var isPublic = Case.Provider.Type.Value is "github" or "gitlab";

        Assert.Equal(isPublic ? Case.Instance : null, Case.Provider.FixedInstance);
        Assert.Equal(!isPublic, Case.Provider.LinksByToken);
    }

    [Fact]
    public void Host_Can_Make_It()
    {
        var type = Case.Provider.GetType();

        Assert.True(type is { IsPublic: true, IsSealed: true });
        Assert.NotNull(type.GetConstructor(Type.EmptyTypes));
    }

    [Fact]
    public void Every_Capability_Is_Offered()
    {
        var offered = Case.Provider.GetType().GetInterfaces();
        var known = typeof(IPublicKeySource).Assembly.GetTypes().Where(
            type => type is { IsInterface: true, Namespace: "Providers.Abstractions.Capabilities" });

        Assert.Equal([], known.Except(offered));
    }

    [Fact]
    public void OAuth_Endpoints_Are_On_The_Instance()
    {
        var endpoints = As<IOAuthPlatform>().GetOAuthEndpoints(Case.Instance);

        Assert.Equal(Case.AuthorizationEndpoint, endpoints.AuthorizationEndpoint.AbsoluteUri);
        Assert.Equal(Case.TokenEndpoint, endpoints.TokenEndpoint.AbsoluteUri);
        Assert.Equal([Case.Scope], endpoints.Scopes);
    }

    [Fact]
    public void OAuth_Endpoints_Need_An_Instance()
        => Assert.Throws<ArgumentNullException>(() => As<IOAuthPlatform>().GetOAuthEndpoints(null!));

    [Fact]
    public void Recorded_Answers_Say_Where_They_Come_From()
    {
        var vendor = Case.PlatformName.StartsWith("GitHub", StringComparison.Ordinal) ? "docs.github.com" : "docs.gitlab.com";

        Assert.All(Bundle.Items, item => Assert.Equal(vendor, item.Source.Host));
        Assert.Equal("https", Assert.Single(Bundle.Items.Select(item => item.Source.Scheme).Distinct()));
    }
}
