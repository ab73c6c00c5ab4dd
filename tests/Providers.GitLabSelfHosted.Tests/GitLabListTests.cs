using Providers.Abstractions;
using Providers.Abstractions.Capabilities;
using Providers.Common.Tests;

namespace Providers.GitLabSelfHosted.Tests;

/// <summary>Groups and branches.</summary>
public sealed class GitLabListTests() : ProviderTests(GitLabCases.SelfHosted)
{
    [Fact]
    public async Task Groups_Are_Told_With_Their_Pages()
    {
        Record("groups");

        var page = await ListAsync(1, 20);

        Assert.Equal(1, page.TotalCount);
        var organization = Assert.Single(page.Items);
        Assert.Equal(1, organization.Id);
        Assert.Equal("foo-bar", organization.Login);
        Assert.Equal("An interesting group", organization.Description);
        Assert.Equal("http://localhost:3000/uploads/group/avatar/1/foo.jpg", organization.AvatarUrl);
        Assert.Equal("http://localhost:3000/groups/foo-bar", organization.Url);
    }

    [Theory]
    [InlineData(1, 2, 2, "41", 41)]
    [InlineData(7, 20, 0, "41", 41)]
    [InlineData(1, 2, 2, null, 3)]
    [InlineData(3, 2, 1, null, 5)]
    [InlineData(3, 2, 1, "many", 5)]
    [InlineData(int.MaxValue, 100, 1, null, int.MaxValue)]
    public async Task Total_Is_The_Platforms_Or_What_Is_Known(int number, int size, int count, string? header, int total)
    {
        var groups = $"[{string.Join(',', Enumerable.Range(1, count).Select(id => $"{{\"id\":{id},\"full_path\":\"g\",\"web_url\":\"https://x.example/g\"}}"))}]";
        Platform.Answer(Address(number, size), header is null ? FakeAnswer.Json(groups) : FakeAnswer.Of(200, groups, ("X-Total", header)));

        var page = await ListAsync(number, size);

        Assert.Equal(count, page.Items.Count);
        Assert.Equal(total, page.TotalCount);
    }

    [Theory]
    [InlineData(400)]
    [InlineData(405)]
    public async Task Page_That_The_Platform_Refuses_For_Its_Distance_Is_Empty(int status)
    {
        Platform.Answer(Address(99_999, 20), FakeAnswer.Of(status, "{\"error\":\"Offset pagination has a maximum allowed offset\"}"));
        Record("groups");

        var page = await ListAsync(99_999, 20);

        Assert.Empty(page.Items);
        Assert.Equal(1, page.TotalCount);
    }

    [Theory]
    [InlineData(1, 400, ScmFailureReason.NotThisPlatform)]
    [InlineData(1, 405, ScmFailureReason.NotThisPlatform)]
    [InlineData(2, 401, ScmFailureReason.TokenRejected)]
    [InlineData(2, 502, ScmFailureReason.PlatformFailed)]
    public async Task Page_That_Is_Refused_For_Anything_Else_Fails(int number, int status, ScmFailureReason reason)
    {
        Record("groups");
        Platform.Answer(Address(1, 20), FakeAnswer.Json("[]"));
        Platform.Answer(Address(number, 20), FakeAnswer.Of(status));

        AssertFailed(reason, await TryListAsync(number, 20));
        Assert.Single(Platform.Calls);
    }

    [Fact]
    public async Task Distant_Page_Fails_As_The_First_One_Does()
    {
        Platform.Answer(Address(99_999, 20), FakeAnswer.Of(400));
        Platform.Answer(Address(1, 20), FakeAnswer.Of(502));

        AssertFailed(ScmFailureReason.PlatformFailed, await TryListAsync(99_999, 20));
    }

    [Fact]
    public async Task Every_Branch_Is_Told()
    {
        Record("branches");
        Platform.Answer(
            $"{Case.ApiRoot}projects/group%2Fsub%2Fname/repository/branches?page=2&per_page=100",
            FakeAnswer.Json("[{\"name\":\"feature/ü #1?\"}]"));

        var branches = await As<IBranchSource>().GetBranchesAsync(Connection, "group/sub/name", Cancellation);

        Assert.Equal(["main", "feature/ü #1?"], branches.Value);
    }

    private string Address(int number, int size) => $"{Case.ApiRoot}groups?all_available=false&page={number}&per_page={size}";

    private async Task<ScmPage<ScmOrganization>> ListAsync(int number, int size)
    {
        var result = await TryListAsync(number, size);
        Assert.True(result.IsSuccess, result.Failure?.ToString());
        return result.Value;
    }
    private Task<ScmResult<ScmPage<ScmOrganization>>> TryListAsync(int number, int size)
        => As<IOrganizationSource>().GetOrganizationsAsync(Connection, new ScmPageRequest(number, size), Cancellation);
}
