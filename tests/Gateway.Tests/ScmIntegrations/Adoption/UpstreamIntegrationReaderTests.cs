using System.Text.Json;
using Gateway.ScmIntegrations;
using Gateway.ScmIntegrations.Adoption;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Providers.Abstractions;

namespace Gateway.Tests.ScmIntegrations.Adoption;

public sealed class UpstreamIntegrationReaderTests
{
    private const string Id = "11111111-2222-3333-4444-555555555555";

    private static readonly DateTimeOffset Now = new(2026, 5, 1, 12, 0, 0, 123, TimeSpan.Zero);

    private readonly UpstreamIntegrationReader _reader = new(
        new ProviderCatalogStub(
            Forge.Description,
            Forge.Description with { Type = ScmType.Parse("hosted"), FixedInstance = ScmInstance.Parse("https://hosted.example.com") }),
        new FakeTimeProvider(Now.AddTicks(4567)),
        NullLogger<UpstreamIntegrationReader>.Instance);

    [Fact]
    public void All_That_The_Upstream_Shows_Is_Taken_Over()
    {
        var integration = Read($$$"""
            {"id":"{{{Id}}}","scm_type":"forge","url":"https://FORGE.example.com/","access_token":"token","created_at":"2019-08-12T13:59:37.2985+02:00","uid":8,
             "username":"mona","avatar_url":"https://a.example.com","email":"mona@example.com","profile_url":"https://p.example.com","owner":{"id":"other"}}
            """)!;

        Assert.Equal((Guid.Parse(Id), "owner", "forge", "https://forge.example.com"), (integration.Id, integration.OwnerId, integration.Type.Value, integration.Instance.Url));
        Assert.Equal(new DateTimeOffset(2019, 8, 12, 11, 59, 37, 298, TimeSpan.Zero), integration.CreatedAt);
        Assert.Equal(("8", "mona", "mona@example.com"), (integration.Uid, integration.Username, integration.Email));
        Assert.Equal(("https://a.example.com", "https://p.example.com"), (integration.AvatarUrl, integration.ProfileUrl));
        Assert.Equal(("token", IntegrationStatus.Unknown), (integration.AccessToken!.Reveal(), integration.Status));
        Assert.Null(integration.CheckedAt);
    }

    [Fact]
    public void What_It_Does_Not_Show_Is_Empty_And_Was_Created_Now()
    {
        var integration = Read($$"""{"id":"{{Id}}","scm_type":"forge","url":"https://forge.example.com","access_token":"no token","created_at":"once"}""")!;

        Assert.Equal((Now, "", "", ""), (integration.CreatedAt, integration.Uid, integration.Username, integration.Email));
        Assert.Equal(("", ""), (integration.AvatarUrl, integration.ProfileUrl));
        Assert.Null(integration.AccessToken);
    }

    [Fact]
    public void A_Time_Without_A_Zone_Is_Utc()
        => Assert.Equal(
            new DateTimeOffset(2020, 1, 2, 3, 4, 5, TimeSpan.Zero),
            Read($$"""{"id":"{{Id}}","scm_type":"hosted","created_at":"2020-01-02T03:04:05"}""")!.CreatedAt);

    [Theory]
    [InlineData("hosted", "https://elsewhere.example.com", "https://hosted.example.com")]
    [InlineData("hosted", "nowhere", "https://hosted.example.com")]
    [InlineData("unserved", "https://unserved.example.com", "https://unserved.example.com")]
    public void A_Platform_That_Is_In_One_Place_Is_There_Whatever_The_Upstream_Says(string type, string url, string expected)
        => Assert.Equal(expected, Read($$"""{"id":"{{Id}}","scm_type":"{{type}}","url":"{{url}}"}""")!.Instance.Url);

    [Theory]
    [InlineData("""[]""")]
    [InlineData("""{"scm_type":"hosted"}""")]
    [InlineData("""{"id":"11111111222233334444555555555555","scm_type":"hosted"}""")]
    [InlineData("""{"id":"11111111-2222-3333-4444-555555555555"}""")]
    [InlineData("""{"id":"11111111-2222-3333-4444-555555555555","scm_type":"No Type"}""")]
    [InlineData("""{"id":"11111111-2222-3333-4444-555555555555","scm_type":"forge"}""")]
    [InlineData("""{"id":"11111111-2222-3333-4444-555555555555","scm_type":"unserved","url":"nowhere"}""")]
    public void What_Is_No_Integration_Is_Left_Out(string json) => Assert.Null(Read(json));

    private ScmIntegration? Read(string json) => _reader.Read(JsonDocument.Parse(json).RootElement, "owner");
}
