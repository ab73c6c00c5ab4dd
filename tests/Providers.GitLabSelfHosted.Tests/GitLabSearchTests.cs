using Providers.Abstractions;
using Providers.Abstractions.Capabilities;
using Providers.Common.Tests;

namespace Providers.GitLabSelfHosted.Tests;

public sealed class GitLabSearchTests() : ProviderTests(GitLabCases.SelfHosted)
{
    private const string ProjectTail = "simple=true&order_by=last_activity_at&per_page=30";

    [Fact]
    public async Task Projects_Are_Found()
    {
        Record("projects");

        var repository = Assert.Single(await FindRepositoriesAsync(new ScmRepositoryQuery { Text = "diaspora" }));

        Assert.Equal(4, repository.Id);
        Assert.Equal("diaspora-client", repository.Name);
        Assert.Equal("diaspora/diaspora-client", repository.FullName);
        Assert.Null(repository.Description);
        Assert.Equal("https://gitlab.example.com/diaspora/diaspora-client", repository.Url);
    }

    [Theory]
    [InlineData("", null, null, "projects?" + ProjectTail)]
    [InlineData("hello world", null, true, "projects?search=hello%20world&" + ProjectTail)]
    [InlineData("a&simple=false#x+y %26 user:z \"", null, null, "projects?search=a%26simple%3Dfalse%23x%2By%20%2526%20user%3Az%20%22&" + ProjectTail)]
    [InlineData("hello", null, false, "projects?search=hello&simple=false&order_by=last_activity_at&per_page=30")]
    [InlineData("", "john.smith", null, "users/john.smith/projects?" + ProjectTail)]
    [InlineData("hello", "group/sub", null, "groups/group%2Fsub/projects?include_subgroups=true&search=hello&" + ProjectTail)]
    public async Task Repository_Query_Is_Translated_And_Words_Stay_Words(string text, string? user, bool? fork, string address)
    {
        Platform.Answer(Case.ApiRoot + address, FakeAnswer.Json("[]"));

        Assert.Empty(await FindRepositoriesAsync(new ScmRepositoryQuery { Text = text, User = user, Fork = fork }));
        Assert.Single(Platform.Calls);
    }

    [Theory]
    [InlineData(404)]
    [InlineData(403)]
    public async Task Owner_That_Is_No_User_May_Be_A_Group(int status)
    {
        Platform.Answer($"{Case.ApiRoot}users/diaspora/projects?{ProjectTail}", FakeAnswer.Of(status, "{\"message\":\"404 User Not Found\"}"));
        Platform.Answer($"{Case.ApiRoot}groups/diaspora/projects?include_subgroups=true&{ProjectTail}", FakeAnswer.Of(Bundle["projects"]));

        Assert.Single(await FindRepositoriesAsync(new ScmRepositoryQuery { User = "diaspora" }));
    }

    [Fact]
    public async Task Unknown_Owner_Or_Repository_Has_Nothing()
    {
        Platform.Otherwise = FakeAnswer.Of(404, "{\"message\":\"404 Not Found\"}");
        Assert.Empty(await FindRepositoriesAsync(new ScmRepositoryQuery { User = "nobody" }));
        Assert.Empty(await FindPullRequestsAsync(new ScmPullRequestQuery { Repository = "nobody/nothing" }));
        Assert.Equal(3, Platform.Calls.Count);
    }

    [Fact]
    public async Task Search_Without_A_Name_Is_Not_Unknown()
    {
        Platform.Otherwise = FakeAnswer.Of(404, "{\"message\":\"404 Not Found\"}");

        AssertFailed(ScmFailureReason.NotThisPlatform, await As<IRepositorySearch>().SearchRepositoriesAsync(
            Connection, new ScmRepositoryQuery { Text = "x" }, Cancellation));
        AssertFailed(ScmFailureReason.NotThisPlatform, await As<IPullRequestSearch>().SearchPullRequestsAsync(
            Connection, new ScmPullRequestQuery { Text = "x" }, Cancellation));
    }

    [Theory]
    [InlineData(null, 2)]
    [InlineData(true, 2)]
    [InlineData(false, 1)]
    public async Task Forks_Are_Left_Out_Where_That_Was_Said(bool? fork, int count)
    {
        var fork1 = Bundle["project"].Body.ToJsonString();
        var project = Bundle["projects"].Body[0]!.ToJsonString();
        Platform.Otherwise = FakeAnswer.Json($"[{fork1},{project}]");

        var repositories = await FindRepositoriesAsync(new ScmRepositoryQuery { Text = "x", Fork = fork });

        Assert.Equal(count, repositories.Count);
        Assert.Equal("diaspora/diaspora-client", repositories[^1].FullName);
    }

    [Fact]
    public async Task Merge_Requests_Are_Found_With_Their_Source()
    {
        Record("merge-requests", "project");

        var request = Assert.Single(await FindPullRequestsAsync(
            new ScmPullRequestQuery { Text = "css", State = ScmPullRequestState.Open }));

        Assert.Equal(21, request.Id);
        Assert.Equal(1, request.Number);
        Assert.Equal("test1", request.Title);
        Assert.Equal("http://gitlab.example.com/my-group/my-project/merge_requests/1", request.HtmlUrl);
        Assert.Equal("diaspora/diaspora-project-site", request.SourceRepositoryName);
        Assert.Equal("http://example.com/diaspora/diaspora-project-site", request.SourceRepositoryUrl);
    }

    [Fact]
    public async Task Source_Is_Null_When_The_Fork_Is_Gone_Or_Hidden()
    {
        Platform.Otherwise = FakeAnswer.Json($"[{Request(1, null)},{Request(2, 2)},{Request(3, 5)}]");
        Record("project-not-found");
        Platform.Answer($"{Case.ApiRoot}projects/5", FakeAnswer.Of(403, "{\"message\":\"403 Forbidden\"}"));

        var requests = await FindPullRequestsAsync(new ScmPullRequestQuery { Text = "css" });

        Assert.Equal(3, requests.Count);
        Assert.All(requests, request => Assert.Null(request.SourceRepositoryName));
        Assert.All(requests, request => Assert.Null(request.SourceRepositoryUrl));
    }

    [Fact]
    public async Task Each_Source_Is_Asked_For_Once()
    {
        Platform.Otherwise = FakeAnswer.Json($"[{Request(1, 2)},{Request(2, 2)},{Request(3, 2)}]");
        Record("project");

        Assert.Equal(3, (await FindPullRequestsAsync(new ScmPullRequestQuery { Text = "css" })).Count);
        Assert.Equal(2, Platform.Calls.Count);
    }

    [Theory]
    [InlineData(401, ScmFailureReason.TokenRejected)]
    [InlineData(429, ScmFailureReason.RateLimited)]
    [InlineData(502, ScmFailureReason.PlatformFailed)]
    [InlineData(302, ScmFailureReason.NotThisPlatform)]
    public async Task Source_That_Cannot_Be_Asked_For_Fails_The_Search(int status, ScmFailureReason reason)
    {
        Platform.Otherwise = FakeAnswer.Json($"[{Request(1, 2)}]");
        Platform.Answer($"{Case.ApiRoot}projects/2", FakeAnswer.Of(status));

        AssertFailed(reason, await As<IPullRequestSearch>().SearchPullRequestsAsync(
            Connection, new ScmPullRequestQuery { Text = "css" }, Cancellation));
    }

    [Fact]
    public async Task No_More_Sources_Are_Asked_For_Once_One_Has_Failed()
    {
        Platform.Otherwise = FakeAnswer.Of(502);
        Platform.Answer(Requests("opened"), FakeAnswer.Json($"[{string.Join(',', Enumerable.Range(1, 15).Select(id => Request(id, id)))}]"));

        AssertFailed(ScmFailureReason.PlatformFailed, await As<IPullRequestSearch>().SearchPullRequestsAsync(
            Connection, new ScmPullRequestQuery { State = ScmPullRequestState.Open }, Cancellation));
        Assert.InRange(Platform.Calls.Count, 2, 6);
    }

    [Fact]
    public async Task Closed_Are_The_Closed_And_The_Merged_By_Age()
    {
        Platform.Answer(Requests("closed"), FakeAnswer.Json($"[{Request(1, null, 3)},{Request(2, null, 1)}]"));
        Platform.Answer(Requests("merged"), FakeAnswer.Json($"[{Request(3, null, 4)},{Request(4, null, 2)}]"));

        var requests = await FindPullRequestsAsync(new ScmPullRequestQuery { State = ScmPullRequestState.Closed });

        Assert.Equal([3, 1, 4, 2], requests.Select(request => request.Id));
    }

    [Theory]
    [InlineData("", null, null, "merge_requests?scope=all&state=all&per_page=15")]
    [InlineData("fix it", null, ScmPullRequestState.Open, "merge_requests?scope=all&state=opened&search=fix%20it&per_page=15")]
    [InlineData("", "group/sub/na-me.x", null, "projects/group%2Fsub%2Fna-me.x/merge_requests?scope=all&state=all&per_page=15")]
    [InlineData("a&scope=created_by_me#x", "o/n", null, "projects/o%2Fn/merge_requests?scope=all&state=all&search=a%26scope%3Dcreated_by_me%23x&per_page=15")]
    public async Task Pull_Request_Query_Is_Translated_And_Words_Stay_Words(
        string text, string? repository, ScmPullRequestState? state, string address)
    {
        Platform.Answer(Case.ApiRoot + address, FakeAnswer.Json("[]"));

        Assert.Empty(await FindPullRequestsAsync(new ScmPullRequestQuery { Text = text, Repository = repository, State = state }));
        Assert.Single(Platform.Calls);
    }

    private static string Request(int id, int? source, int day = 1)
        => $"{{\"id\":{id},\"iid\":{id},\"title\":\"t\",\"web_url\":\"https://x.example/{id}\",\"created_at\":\"2026-01-{day:00}T00:00:00Z\","
        + $"\"source_project_id\":{source?.ToString(System.Globalization.CultureInfo.InvariantCulture) ?? "null"}}}";

    private string Requests(string state) => $"{Case.ApiRoot}merge_requests?scope=all&state={state}&per_page=15";

    private async Task<IReadOnlyList<ScmRepository>> FindRepositoriesAsync(ScmRepositoryQuery query)
    {
        var result = await As<IRepositorySearch>().SearchRepositoriesAsync(Connection, query, Cancellation);
        Assert.True(result.IsSuccess, result.Failure?.ToString());
        return result.Value;
    }

    private async Task<IReadOnlyList<ScmPullRequest>> FindPullRequestsAsync(ScmPullRequestQuery query)
    {
        var result = await As<IPullRequestSearch>().SearchPullRequestsAsync(Connection, query, Cancellation);
        Assert.True(result.IsSuccess, result.Failure?.ToString());
        return result.Value;
    }
}
