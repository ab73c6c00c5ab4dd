using Gateway.ScmIntegrations.Calls;
using Providers.Abstractions.Capabilities;

namespace Gateway.Tests.ScmIntegrations;

public sealed class SearchQueryTests
{
    [Fact]
    public void ForRepositories_ReadsWordsAndQualifiers()
        => Assert.Equal(
            new ScmRepositoryQuery { Text = "my app", User = "alice", Fork = true },
            SearchQuery.ForRepositories("my user:alice  app fork:true"));

    [Theory]
    [InlineData("fork:true", true)]
    [InlineData("fork:false", false)]
    [InlineData("fork:maybe", null)]
    public void ForRepositories_ReadsWhetherForksAreMeant(string query, bool? fork) => Assert.Equal(fork, SearchQuery.ForRepositories(query).Fork);

    [Theory]
    [InlineData(1024, 1024)]
    [InlineData(1025, 1024)]
    [InlineData(5000, 1024)]
    public void ForRepositories_TooLong_IsCutOff(int length, int kept)
        => Assert.Equal(new string('x', kept), SearchQuery.ForRepositories(new string('x', length)).Text);

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("   ")]
    public void ForRepositories_Nothing_IsEverything(string? query)
        => Assert.Equal(new ScmRepositoryQuery(), SearchQuery.ForRepositories(query));

    [Fact]
    public void ForRepositories_AQualifierWithoutValue_IsAWord()
        => Assert.Equal(new ScmRepositoryQuery { Text = "user:" }, SearchQuery.ForRepositories("user:"));

    [Fact]
    public void ForRepositories_AnUnknownQualifier_IsAWord()
        => Assert.Equal(new ScmRepositoryQuery { Text = "language:go" }, SearchQuery.ForRepositories("language:go"));

    [Theory]
    [InlineData("is:open", ScmPullRequestState.Open)]
    [InlineData("is:pr is:closed", ScmPullRequestState.Closed)]
    public void ForPullRequests_ReadsTheState(string query, object state)
        => Assert.Equal(
            new ScmPullRequestQuery { Repository = "a/b", State = (ScmPullRequestState)state, Text = "fix" },
            SearchQuery.ForPullRequests($"repo:a/b fix {query}"));

    [Theory]
    [InlineData("3", "50", 3, 50)]
    [InlineData(null, null, 1, 20)]
    [InlineData("0", "0", 1, 1)]
    [InlineData("-7", "1000", 1, 100)]
    [InlineData("x", "1.5", 1, 20)]
    [InlineData("99999999999999", "99999999999999999999", 100_000, 20)]
    public void PageQuery_Read_MovesOddNumbersIntoRange(string? page, string? perPage, int number, int size)
        => Assert.Equal(new ScmPageRequest(number, size), PageQuery.Read(page, perPage));
}
