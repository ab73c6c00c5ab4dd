using System.Globalization;
using Providers.Abstractions;
using Providers.Common.Tests;

namespace Providers.GitLabSelfHosted.Tests;

/// <summary>What the platform tells of a token, and which tokens are not a person's.</summary>
public sealed class GitLabTokenTests() : ProviderTests(GitLabCases.SelfHosted)
{
    private string TokenAddress => Case.ApiRoot + Bundle["token"].Path;

    [Fact]
    public async Task Token_Is_Told_With_Its_End()
    {
        Record("user", "token");

        var account = await GetAccountOrFailAsync();

        Assert.Equal(DateTimeOffset.Parse("2026-11-30T00:00:00Z", CultureInfo.InvariantCulture), account.ExpiresAt);
        Assert.Equal(["api", "read_api", "write_repository", "read_registry", "write_registry", "read_user", "read_repository"], account.Scopes);
    }

    [Theory]
    [InlineData("[\"read_api\"]", "read_api", "read_user", "read_repository", "read_registry")]
    [InlineData("[\"write_repository\"]", "write_repository", "read_repository")]
    [InlineData("[\"read_user\",\"sudo\",\"read_user\"]", "read_user", "sudo")]
    [InlineData("[]")]
    [InlineData("[null,\"\",\"a b\",\"<x>\"]")]
    public async Task Scopes_Are_Those_Of_The_Token_And_What_They_Imply(string told, params string[] scopes)
    {
        Record("user");
        Platform.Answer(TokenAddress, FakeAnswer.Json($"{{\"scopes\":{told},\"expires_at\":null}}"));

        var account = await GetAccountOrFailAsync();

        Assert.Equal(scopes, account.Scopes);
        Assert.Null(account.ExpiresAt);
    }

    [Theory]
    [InlineData(400)]
    [InlineData(401)]
    [InlineData(403)]
    [InlineData(404)]
    [InlineData(405)]
    public async Task Token_That_Is_Not_Told_Is_Unknown(int status)
    {
        Record("user");
        Platform.Answer(TokenAddress, FakeAnswer.Of(status, "{\"message\":\"404 Not Found\"}"));

        var account = await GetAccountOrFailAsync();

        Assert.Null(account.Scopes);
        Assert.Null(account.ExpiresAt);
    }

    [Theory]
    [InlineData(429, ScmFailureReason.RateLimited)]
    [InlineData(500, ScmFailureReason.PlatformFailed)]
    [InlineData(302, ScmFailureReason.NotThisPlatform)]
    public async Task Token_That_Cannot_Be_Told_Now_Fails_The_Call(int status, ScmFailureReason reason)
    {
        Record("user");
        Platform.Answer(TokenAddress, FakeAnswer.Of(status));

        AssertFailed(reason, await GetAccountAsync());
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("{\"scopes\":null}")]
    [InlineData("{\"scopes\":\"api\"}")]
    [InlineData("{\"scopes\":[\"api\"],\"expires_at\":\"tomorrow\"}")]
    [InlineData("{\"scopes\":[\"api\"],\"expires_at\":20261130}")]
    [InlineData("<html>")]
    public async Task Token_Answer_Without_The_Shape_Is_Not_This_Platforms(string body)
    {
        Record("user");
        Platform.Answer(TokenAddress, FakeAnswer.Json(body));

        AssertFailed(ScmFailureReason.NotThisPlatform, await GetAccountAsync());
    }

    [Theory]
    [InlineData("project_7_bot", true)]
    [InlineData("project_7_bot2", true)]
    [InlineData("project_42_bot_8c2f0a1b9d3e", true)]
    [InlineData("project_42_bot_8c2f0a1b9d3e", null)]
    [InlineData("project_7_bot", null)]
    public async Task Token_Of_A_Project_Is_Refused(string username, bool? bot)
    {
        AnswerBot(username, bot);
        Record("token");

        var failure = AssertFailed(ScmFailureReason.TokenRejected, await GetAccountAsync());

        Assert.Contains("project", failure.Detail!, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("group_7_bot_8c2f0a1b9d3e", true)]
    [InlineData("group_7_bot", null)]
    [InlineData("service_account_group_7_0a1b", true)]
    [InlineData("project_7_bot", false)]
    [InlineData("project_bot", true)]
    [InlineData("my_project_7_bot", null)]
    [InlineData("project_7_bottle", null)]
    [InlineData("project_7_bot_", null)]
    public async Task Token_Of_A_Group_Or_A_Person_Is_Accepted(string username, bool? bot)
    {
        AnswerBot(username, bot);
        Record("token");

        Assert.Equal(username, (await GetAccountOrFailAsync()).Username);
    }

    [Fact]
    public async Task Missing_Scope_Is_Named()
    {
        Record("insufficient-scope");

        var failure = AssertFailed(ScmFailureReason.ScopeMissing, await GetAccountAsync());

        Assert.Equal(["api", "read_user"], failure.MissingScopes);
    }

    [Theory]
    [InlineData("{\"message\":\"403 Forbidden - Your account has been blocked.\"}")]
    [InlineData("{\"error\":\"insufficient_scope\"}")]
    [InlineData("{\"error\":[\"insufficient_scope\"]}")]
    [InlineData("{\"error\":\"access_denied\",\"scope\":\"api\"}")]
    [InlineData("insufficient_scope")]
    public async Task Refusal_That_Names_No_Scope_Is_The_Tokens(string body)
    {
        AnswerUser(FakeAnswer.Of(403, body));

        AssertFailed(ScmFailureReason.TokenRejected, await GetAccountAsync());
    }

    [Fact]
    public async Task Refused_Token_Is_Rejected()
    {
        foreach (var id in new[] { "unauthorized", "revoked" })
        {
            Record(id);
            AssertFailed(ScmFailureReason.TokenRejected, await GetAccountAsync());
        }
    }

    [Fact]
    public async Task Rate_Limit_May_Be_Told_By_The_Moment_Of_Its_End()
    {
        AnswerUser(FakeAnswer.Of(429, "Retry later", ("RateLimit-Reset", "1350084294"), ("Date", "Fri, 12 Oct 2012 23:23:14 GMT")));

        Assert.Equal(TimeSpan.FromSeconds(100), AssertFailed(ScmFailureReason.RateLimited, await GetAccountAsync()).RetryAfter);
    }

    private void AnswerBot(string username, bool? bot) => AnswerUser(User(user =>
    {
        user["username"] = username;
        user.Remove("bot");
        if (bot is not null)
        {
            user["bot"] = bot;
        }
    }).ToJsonString());
}
