using Providers.Abstractions;
using Providers.Abstractions.Capabilities;
using Providers.Common.Tests;

namespace Providers.GitHubEnterprise.Tests;

public sealed class GitHubSearchTests() : ProviderTests(GitHubCases.Enterprise)
{
    private const string Injections = "user:evil \"is:public OR -repo:a/b NOT (x) a\"b c\\\" && & + # %26";

    private string SearchAddress => $"{Case.ApiRoot}search/issues?page=1&per_page=15&order=desc&q=indexes+is:pr";

    [Fact]
    public async Task Repositories_Are_Found()
    {
        Record("repositories");

        var repository = Assert.Single(await FindRepositoriesAsync(new ScmRepositoryQuery { Text = "tetris" }));

        Assert.Equal(3081286, repository.Id);
        Assert.Equal("Tetris", repository.Name);
        Assert.Equal("dtrupenn/Tetris", repository.FullName);
        Assert.Equal("A C implementation of Tetris using Pennsim through LC4", repository.Description);
        Assert.Equal("https://github.com/dtrupenn/Tetris", repository.Url);
    }

    [Theory]
    [InlineData("", null, null, "stars:%3E=0")]
    [InlineData("", "octocat", null, "user:octocat")]
    [InlineData("hello world", "octo-cat_1.x", null, "hello%20world+user:octo-cat_1.x")]
    [InlineData("hello", null, true, "hello+fork:true")]
    [InlineData("hello", null, false, "hello")]
    [InlineData("", null, true, "fork:true")]
    [InlineData("", null, false, "stars:%3E=0")]
    [InlineData(Injections, "octocat", null, "%22user%3Aevil%22%20%22is%3Apublic%22%20%22OR%22%20%22-repo%3Aa%2Fb%22%20%22NOT%22%20%22%28x%29%22%20ab%20c%20%22%26%26%22%20%22%26%22%20%22%2B%22%20%22%23%22%20%22%2526%22+user:octocat")]
    [InlineData("snake_case kebab-case v1.2 \"\" x", null, null, "snake_case%20kebab-case%20v1.2%20x")]
    [InlineData("Größe 名前 or And nOt", null, null, "Gr%C3%B6%C3%9Fe%20%E5%90%8D%E5%89%8D%20%22or%22%20%22And%22%20%22nOt%22")]
    public async Task Repository_Query_Is_Translated_And_Words_Stay_Words(string text, string? user, bool? fork, string query)
    {
        Platform.Otherwise = FakeAnswer.Json("{\"items\":[]}");

        await FindRepositoriesAsync(new ScmRepositoryQuery { Text = text, User = user, Fork = fork });

        Assert.Equal($"{Case.ApiRoot}search/repositories?page=1&per_page=30&order=desc&q={query}", Assert.Single(Platform.Calls).Address);
    }

    [Fact]
    public async Task Unknown_Owner_Or_Repository_Has_Nothing()
    {
        Platform.Otherwise = FakeAnswer.Of(Bundle["search-refused"]);

        Assert.Empty(await FindRepositoriesAsync(new ScmRepositoryQuery { User = "nobody" }));
        Assert.Empty(await FindPullRequestsAsync(new ScmPullRequestQuery { Repository = "nobody/nothing" }));
    }

    [Fact]
    public async Task Repository_Whose_Page_Is_Not_Of_The_Web_Is_Left_Out()
    {
        Platform.Otherwise = FakeAnswer.Json(
            "{\"items\":[{\"id\":1,\"name\":\"a\",\"full_name\":\"o/a\",\"html_url\":\"javascript:alert(1)\"},"
            + "{\"id\":9007199254740993,\"name\":\"b\",\"full_name\":\"o/b\",\"html_url\":\"https://x.example/o/b\",\"description\":\"\"}]}");

        var repository = Assert.Single(await FindRepositoriesAsync(new ScmRepositoryQuery { Text = "x" }));

        Assert.Equal(9007199254740993, repository.Id);
        Assert.Null(repository.Description);
    }

    [Fact]
    public async Task Pull_Requests_Are_Found_With_Their_Source()
    {
        RecordPullRequests("pull-requests");
        Record("pull-request");

        var request = Assert.Single(await FindPullRequestsAsync(new ScmPullRequestQuery { Text = "indexes" }));

        Assert.Equal(35802, request.Id);
        Assert.Equal(1347, request.Number);
        Assert.Equal("Line Number Indexes Beyond 20 Not Displayed", request.Title);
        Assert.Equal("https://github.com/octocat/Hello-World/pull/1347", request.HtmlUrl);
        Assert.Equal("monalisa/Hello-World", request.SourceRepositoryName);
        Assert.Equal("https://github.com/monalisa/Hello-World", request.SourceRepositoryUrl);
    }

    [Theory]
    [InlineData(200, "{\"head\":{\"repo\":null}}")]
    [InlineData(404, "{\"message\":\"Not Found\"}")]
    [InlineData(403, "{\"message\":\"Resource not accessible by personal access token\"}")]
    public async Task Source_Is_Null_When_The_Fork_Is_Gone_Or_Hidden(int status, string body)
    {
        RecordPullRequests("pull-requests");
        Platform.Answer(Case.ApiRoot + Bundle["pull-request"].Path, FakeAnswer.Of(status, body));

        var request = Assert.Single(await FindPullRequestsAsync(new ScmPullRequestQuery { Text = "indexes" }));

        Assert.Null(request.SourceRepositoryName);
        Assert.Null(request.SourceRepositoryUrl);
    }

    [Theory]
    [InlineData(401, ScmFailureReason.TokenRejected)]
    [InlineData(429, ScmFailureReason.RateLimited)]
    [InlineData(502, ScmFailureReason.PlatformFailed)]
    [InlineData(302, ScmFailureReason.NotThisPlatform)]
    public async Task Source_That_Cannot_Be_Asked_For_Fails_The_Search(int status, ScmFailureReason reason)
    {
        RecordPullRequests("pull-requests");
        Platform.Answer(Case.ApiRoot + Bundle["pull-request"].Path, FakeAnswer.Of(status));

        AssertFailed(reason, await As<IPullRequestSearch>().SearchPullRequestsAsync(
            Connection, new ScmPullRequestQuery { Text = "indexes" }, Cancellation));
    }

    [Fact]
    public async Task No_More_Sources_Are_Asked_For_Once_One_Has_Failed()
    {
        var search = Bundle["pull-requests"].Body.DeepClone();
        var items = search["items"]!.AsArray();
        for (var number = 1; number < 15; number++)
        {
            items.Add(items[0]!.DeepClone());
        }

        Platform.Otherwise = FakeAnswer.Of(502);
        Platform.Answer(SearchAddress, FakeAnswer.Json(search.ToJsonString()));

        AssertFailed(ScmFailureReason.PlatformFailed, await As<IPullRequestSearch>().SearchPullRequestsAsync(
            Connection, new ScmPullRequestQuery { Text = "indexes" }, Cancellation));
        Assert.InRange(Platform.Calls.Count, 2, 6);
    }

    [Fact]
    public async Task Item_Without_A_Number_Is_Left_Out()
    {
        var search = Bundle["pull-requests"].Body.DeepClone();
        search["items"]![0]!["number"] = 0;
        Platform.Answer(SearchAddress, FakeAnswer.Json(search.ToJsonString()));

        Assert.Empty(await FindPullRequestsAsync(new ScmPullRequestQuery { Text = "indexes" }));
        Assert.Single(Platform.Calls);
    }

    [Theory]
    [InlineData("https://elsewhere.example.com/repos/octocat/Hello-World")]
    [InlineData("//elsewhere.example.com/octocat/Hello-World")]
    [InlineData("octocat/Hello-World")]
    public async Task Source_Is_Asked_Of_The_Instance_Wherever_The_Item_Points(string repositoryUrl)
    {
        var search = Bundle["pull-requests"].Body.DeepClone();
        search["items"]![0]!["repository_url"] = repositoryUrl;
        Platform.Otherwise = FakeAnswer.Json(search.ToJsonString());
        Record("pull-request");

        await FindPullRequestsAsync(new ScmPullRequestQuery { Text = "indexes" });

        Assert.Equal(Case.ApiRoot + Bundle["pull-request"].Path, Platform.Calls[^1].Address);
    }

    [Theory]
    [InlineData("https://api.github.com/repos/octocat/..")]
    [InlineData("https://api.github.com/repos/octocat/x?y")]
    [InlineData("nothing")]
    public async Task Item_That_Names_No_Repository_Is_Not_This_Platforms(string repositoryUrl)
    {
        var search = Bundle["pull-requests"].Body.DeepClone();
        search["items"]![0]!["repository_url"] = repositoryUrl;
        Platform.Otherwise = FakeAnswer.Json(search.ToJsonString());

        AssertFailed(ScmFailureReason.NotThisPlatform, await As<IPullRequestSearch>().SearchPullRequestsAsync(
            Connection, new ScmPullRequestQuery { Text = "indexes" }, Cancellation));
        Assert.Single(Platform.Calls);
    }

    [Theory]
    [InlineData("", null, null, "is:pr")]
    [InlineData("fix it", null, ScmPullRequestState.Open, "fix%20it+is:pr+is:open")]
    [InlineData("", "octocat/Hello-World", ScmPullRequestState.Closed, "is:pr+is:closed+repo:octocat/Hello-World")]
    [InlineData("repo:evil/x is:issue", "a.b/c_d-e", null, "%22repo%3Aevil%2Fx%22%20%22is%3Aissue%22+is:pr+repo:a.b/c_d-e")]
    public async Task Pull_Request_Query_Is_Translated_And_Words_Stay_Words(
        string text, string? repository, ScmPullRequestState? state, string query)
    {
        Platform.Otherwise = FakeAnswer.Json("{\"items\":[]}");

        await FindPullRequestsAsync(new ScmPullRequestQuery { Text = text, Repository = repository, State = state });

        Assert.Equal($"{Case.ApiRoot}search/issues?page=1&per_page=15&order=desc&q={query}", Assert.Single(Platform.Calls).Address);
    }

    private void RecordPullRequests(string id) => Platform.Answer(SearchAddress, FakeAnswer.Of(Bundle[id]));

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
