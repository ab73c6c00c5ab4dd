using Providers.Abstractions.Capabilities;
using Providers.Common.Tests;

namespace Providers.GitHubEnterprise.Tests;

/// <summary>Organisations and branches.</summary>
public sealed class GitHubListTests() : ProviderTests(GitHubCases.Enterprise)
{
    private string OrganizationsAddress => Case.ApiRoot + Bundle["organizations"].Path;

    [Fact]
    public async Task Organizations_Are_Told_With_Their_Pages()
    {
        Record("organizations");

        var page = await ListAsync(1, 20);

        Assert.Equal(1, page.TotalCount);
        var organization = Assert.Single(page.Items);
        Assert.Equal(1, organization.Id);
        Assert.Equal("github", organization.Login);
        Assert.Equal("A great organization", organization.Description);
        Assert.Equal("https://github.com/images/error/octocat_happy.gif", organization.AvatarUrl);
        Assert.Equal("https://ghe.example.com:8443/code/github", organization.Url);
    }

    [Theory]
    [InlineData(1, 2, "o1 o2")]
    [InlineData(2, 2, "o3 o4")]
    [InlineData(3, 2, "o5")]
    [InlineData(4, 2, "")]
    [InlineData(int.MaxValue, 100, "")]
    [InlineData(1, 100, "o1 o2 o3 o4 o5")]
    public async Task Page_Is_Cut_From_The_Whole_List(int number, int size, string logins)
    {
        Platform.Answer(OrganizationsAddress, FakeAnswer.Of(200, Organizations(1, 2, 3), ("Link", "<x>; rel=\"next\"")));
        Platform.Answer($"{Case.ApiRoot}user/orgs?per_page=100&page=2", FakeAnswer.Json(Organizations(4, 5)));

        var page = await ListAsync(number, size);

        Assert.Equal(logins, string.Join(' ', page.Items.Select(item => item.Login)));
        Assert.Equal(5, page.TotalCount);
    }

    [Fact]
    public async Task Public_Memberships_Are_Told_Where_The_Token_May_Not_List_All()
    {
        Platform.Answer(OrganizationsAddress, FakeAnswer.Of(403, "{}", ("X-Accepted-OAuth-Scopes", "admin:org, read:org, user")));
        Record("user", "published-organizations");

        var organization = Assert.Single((await ListAsync(1, 20)).Items);

        Assert.Equal("github", organization.Login);
        Assert.Null(organization.Description);
    }

    [Fact]
    public async Task Every_Branch_Is_Told()
    {
        var first = Bundle["branches"];
        Platform.Answer(Case.ApiRoot + first.Path, FakeAnswer.Of(first) with { Headers = new Dictionary<string, string> { ["Link"] = "<x>; rel=\"next\"" } });
        Platform.Answer(
            $"{Case.ApiRoot}repos/octocat/Hello-World/branches?per_page=100&page=2",
            FakeAnswer.Json("[{\"name\":\"feature/ü #1?\"}]"));

        var branches = await As<IBranchSource>().GetBranchesAsync(Connection, "octocat/Hello-World", Cancellation);

        Assert.Equal(["master", "feature/ü #1?"], branches.Value);
    }

    [Fact]
    public async Task Repository_Behind_Single_Sign_On_Is_Unknown_And_The_Token_Is_Not_To_Blame()
    {
        Platform.Otherwise = FakeAnswer.Of(403, "{}", ("X-GitHub-SSO", "required; url=https://x"), ("X-OAuth-Scopes", ""), ("X-Accepted-OAuth-Scopes", "repo"));

        var branches = await As<IBranchSource>().GetBranchesAsync(Connection, "octocat/Hello-World", Cancellation);

        Assert.Empty(branches.Value!);
    }

    private static string Organizations(params int[] ids)
        => $"[{string.Join(',', ids.Select(id => $"{{\"id\":{id},\"login\":\"o{id}\"}}"))}]";

    private async Task<ScmPage<ScmOrganization>> ListAsync(int number, int size)
    {
        var result = await As<IOrganizationSource>().GetOrganizationsAsync(Connection, new ScmPageRequest(number, size), Cancellation);
        Assert.True(result.IsSuccess, result.Failure?.ToString());
        return result.Value;
    }
}
