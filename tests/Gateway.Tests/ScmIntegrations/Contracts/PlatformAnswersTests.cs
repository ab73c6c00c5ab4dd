using Gateway.ScmIntegrations.Contracts;
using Providers.Abstractions.Capabilities;

namespace Gateway.Tests.ScmIntegrations.Contracts;

public sealed class PlatformAnswersTests
{
    [Theory]
    [InlineData(1, 20, 0, null, null, 0)]
    [InlineData(1, 20, 1, null, null, 1)]
    [InlineData(1, 20, 20, null, null, 1)]
    [InlineData(1, 20, 21, null, 2, 2)]
    [InlineData(2, 20, 21, 1, null, 2)]
    [InlineData(2, 20, 41, 1, 3, 3)]
    [InlineData(9, 20, 41, 8, null, 3)]
    [InlineData(1, 100, int.MaxValue, null, 2, 21474837)]
    public void A_Page_Knows_Its_Neighbours(int number, int size, int count, int? previous, int? next, int pages)
        => Assert.Equal(new PaginationResponse(previous, number, next, pages, count), PaginationResponse.From(new ScmPageRequest(number, size), count));

    [Fact]
    public void What_The_Platform_Leaves_Out_Is_Empty()
    {
        Assert.Equal(
            new OrganizationResponse(1, "acme", "", "", "https://x/acme"),
            OrganizationResponse.From(new ScmOrganization { Id = 1, Login = "acme", Url = "https://x/acme" }));
        Assert.Equal(
            new RepositoryResponse(2, "shop", "acme/shop", "", "https://x/acme/shop"),
            RepositoryResponse.From(new ScmRepository { Id = 2, Name = "shop", FullName = "acme/shop", Url = "https://x/acme/shop" }));
    }

    [Fact]
    public void What_It_Says_Is_Handed_On()
    {
        Assert.Equal(
            new OrganizationResponse(1, "acme", "https://x/a.png", "tools", "https://x/acme"),
            OrganizationResponse.From(new ScmOrganization { Id = 1, Login = "acme", AvatarUrl = "https://x/a.png", Description = "tools", Url = "https://x/acme" }));
        Assert.Equal(
            "a shop",
            RepositoryResponse.From(new ScmRepository { Id = 2, Name = "shop", FullName = "acme/shop", Description = "a shop", Url = "u" }).Description);
    }
}
