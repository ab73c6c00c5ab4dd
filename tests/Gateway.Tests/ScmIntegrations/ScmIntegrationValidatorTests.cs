using Gateway.ScmIntegrations;
using Gateway.ScmIntegrations.Contracts;
using Providers.Abstractions;

namespace Gateway.Tests.ScmIntegrations;

public sealed class ScmIntegrationValidatorTests
{
    private const string Hosted = "https://forge.example.com";

    private readonly ScmIntegrationValidator _validator = new(new ProviderCatalogStub(
        Forge.Description with { Type = ScmType.Parse("hosted"), FixedInstance = ScmInstance.Parse(Hosted) },
        Forge.Description with { Type = ScmType.Parse("self-hosted") },
        Forge.Description with { Type = ScmType.Parse("in-the-browser"), LinksByToken = false }));

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData(Hosted)]
    [InlineData("https://FORGE.example.com:443/")]
    public void A_Platform_That_Is_In_One_Place_Need_Not_Be_Told_Where(string? url)
        => Assert.Equal(ScmInstance.Parse(Hosted), Validate("hosted", url).Value?.Instance);

    [Theory]
    [InlineData("hosted", "https://other.example.com", "is not a valid address")]
    [InlineData("hosted", "nowhere", "is not a valid address")]
    [InlineData("self-hosted", "nowhere", "is not a valid address")]
    [InlineData("self-hosted", null, "can't be blank")]
    [InlineData("self-hosted", "", "can't be blank")]
    public void Elsewhere_It_Is_Told_What_Is_Wrong(string type, string? url, string message)
        => Assert.Equal([message], Validate(type, url).Refusal?.FieldErrors["url"]);

    [Theory]
    [InlineData(null, "can't be blank")]
    [InlineData("", "can't be blank")]
    [InlineData("unknown", "is not supported")]
    [InlineData("Not A Type", "is not supported")]
    [InlineData("in-the-browser", "can only be linked in the browser, by OAuth")]
    public void A_Type_Is_One_That_Is_Served_And_Linked_By_Token(string? type, string message)
        => Assert.Equal([message], Validate(type, Hosted).Refusal?.FieldErrors["scm_type"]);

    private Outcome<ScmIntegrationValidator.ValidLink> Validate(string? type, string? url)
        => _validator.Validate(new CreateScmIntegrationRequest(type, url, new Secret("good")));
}
