using System.Globalization;
using Providers.Abstractions;
using Providers.Abstractions.Capabilities;
using Providers.Common.Tests;

namespace Providers.GitHubEnterprise.Tests;

/// <summary>What the platform tells of a token, and the mail address.</summary>
public sealed class GitHubTokenTests() : ProviderTests(GitHubCases.Enterprise)
{
    private string MailAddress => $"{Case.ApiRoot}user/emails";

    [Theory]
    [InlineData("repo", "repo", "repo:status", "repo_deployment", "public_repo", "repo:invite", "security_events")]
    [InlineData("user", "user", "read:user", "user:email", "user:follow")]
    [InlineData("admin:public_key,  gist", "admin:public_key", "gist", "write:public_key", "read:public_key")]
    [InlineData("write:org", "write:org", "read:org")]
    [InlineData("admin:org", "admin:org", "write:org", "manage_runners:org", "read:org")]
    [InlineData("admin:repo_hook", "admin:repo_hook", "write:repo_hook", "read:repo_hook")]
    [InlineData("project", "project", "read:project")]
    [InlineData("write:packages", "write:packages", "read:packages")]
    [InlineData("write:discussion", "write:discussion", "read:discussion")]
    [InlineData("admin:gpg_key", "admin:gpg_key", "write:gpg_key", "read:gpg_key")]
    [InlineData("admin:ssh_signing_key", "admin:ssh_signing_key", "write:ssh_signing_key", "read:ssh_signing_key")]
    [InlineData("admin:enterprise", "admin:enterprise", "manage_runners:enterprise", "manage_billing:enterprise", "read:enterprise")]
    [InlineData("audit_log", "audit_log", "read:audit_log")]
    [InlineData("codespace", "codespace", "codespace:secrets")]
    [InlineData("copilot", "copilot", "manage_billing:copilot")]
    [InlineData("gist, gist", "gist")]
    [InlineData("")]
    [InlineData("<script>, \u00e9")]
    public async Task Scopes_Are_Those_Of_The_Header_And_What_They_Imply(string header, params string[] scopes)
    {
        AnswerUser(WithHeaders(User().ToJsonString(), ("X-OAuth-Scopes", header)));

        Assert.Equal(scopes, (await GetAccountOrFailAsync()).Scopes);
    }

    [Fact]
    public async Task Scopes_Are_Unknown_Without_The_Header()
    {
        AnswerUser(WithHeaders(User().ToJsonString()));

        Assert.Null((await GetAccountOrFailAsync()).Scopes);
    }

    [Theory]
    [InlineData("2026-09-01 07:30:00 UTC", "2026-09-01T07:30:00Z")]
    [InlineData("2026-09-01 09:30:00 +0200", "2026-09-01T07:30:00Z")]
    [InlineData("2026-08-31 23:30:00 -0800", "2026-09-01T07:30:00Z")]
    public async Task Expiry_Is_Told_In_Utc(string header, string moment)
    {
        AnswerUser(WithHeaders(User().ToJsonString(), ("GitHub-Authentication-Token-Expiration", header)));

        var expiry = (await GetAccountOrFailAsync()).ExpiresAt;

        Assert.Equal(DateTimeOffset.Parse(moment, CultureInfo.InvariantCulture), expiry);
        Assert.Equal(TimeSpan.Zero, expiry!.Value.Offset);
    }

    [Theory]
    [InlineData("")]
    [InlineData("never")]
    [InlineData("2026-13-01 07:30:00 UTC")]
    public async Task Expiry_That_Cannot_Be_Read_Is_Unknown(string header)
    {
        AnswerUser(WithHeaders(User().ToJsonString(), ("GitHub-Authentication-Token-Expiration", header)));

        Assert.Null((await GetAccountOrFailAsync()).ExpiresAt);
    }

    [Theory]
    [InlineData("repo, user")]
    [InlineData("repo, user:email")]
    [InlineData(null)]
    public async Task Hidden_Mail_Is_Asked_For_Where_The_Token_May_See_It(string? scopes)
    {
        AnswerUser(HiddenMail(scopes));
        Record("emails");

        Assert.Equal("octocat@github.com", (await GetAccountOrFailAsync()).Email);
    }

    [Theory]
    [InlineData("")]
    [InlineData("repo")]
    [InlineData("read:user")]
    public async Task Hidden_Mail_Is_Not_Asked_For_Where_The_Token_May_Not_See_It(string scopes)
    {
        AnswerUser(HiddenMail(scopes));

        Assert.Null((await GetAccountOrFailAsync()).Email);
        Assert.Single(Platform.Calls);
    }

    [Theory]
    [InlineData(401)]
    [InlineData(403)]
    [InlineData(404)]
    [InlineData(429)]
    [InlineData(500)]
    [InlineData(302)]
    public async Task Mail_That_Is_Refused_Fails_Nothing(int status)
    {
        AnswerUser(HiddenMail("repo, user"));
        Platform.Answer(MailAddress, FakeAnswer.Of(status, "<html>"));

        Assert.Null((await GetAccountOrFailAsync()).Email);
    }

    [Theory]
    [InlineData("[]")]
    [InlineData("[null]")]
    [InlineData("{}")]
    [InlineData("[{\"email\":\"a@b.example\",\"primary\":true,\"verified\":false}]")]
    [InlineData("[{\"email\":\"a@b.example\",\"primary\":false,\"verified\":true}]")]
    [InlineData("[{\"email\":\"a@b.example\"}]")]
    [InlineData("not json")]
    public async Task Mail_That_Is_Not_Primary_And_Verified_Is_Left_Out(string mails)
    {
        AnswerUser(HiddenMail("repo, user"));
        Platform.Answer(MailAddress, FakeAnswer.Json(mails));

        Assert.Null((await GetAccountOrFailAsync()).Email);
    }

    [Fact]
    public async Task Mail_That_Breaks_Off_Fails_Nothing()
    {
        AnswerUser(HiddenMail("repo, user"));
        var asked = 0;
        Platform.Before = _ => Interlocked.Increment(ref asked) > 1 ? throw new HttpRequestException("broke off") : Task.CompletedTask;

        Assert.Null((await GetAccountOrFailAsync()).Email);
        Assert.Equal(2, asked);
    }

    [Fact]
    public async Task Rate_Limit_Is_Told_From_A_Refusal()
    {
        Record("rate-limit");
        var failure = AssertFailed(ScmFailureReason.RateLimited, await GetAccountAsync());
        Assert.Equal(TimeSpan.FromSeconds(100), failure.RetryAfter);

        Record("secondary-rate-limit");
        Assert.Null(AssertFailed(ScmFailureReason.RateLimited, await GetAccountAsync()).RetryAfter);

        Record("bad-credentials");
        AssertFailed(ScmFailureReason.TokenRejected, await GetAccountAsync());
    }

    [Theory]
    [InlineData("{\"message\":\"Sorry. Your account was suspended.\"}", null, null)]
    [InlineData("{\"message\":\"Resource protected by organization SAML enforcement.\"}", "X-GitHub-SSO", "required; url=https://github.com/orgs/x/sso")]
    [InlineData("{\"message\":\"Forbidden\"}", "X-RateLimit-Remaining", "4999")]
    [InlineData("Request forbidden by administrative rules. Rate Limit", null, null)]
    [InlineData("[]", null, null)]
    public async Task Refusal_Without_A_Rate_Limit_Is_The_Tokens(string body, string? header, string? value)
    {
        AnswerUser(header is null ? FakeAnswer.Of(403, body) : FakeAnswer.Of(403, body, (header, value!)));

        AssertFailed(ScmFailureReason.TokenRejected, await GetAccountAsync());
    }

    [Theory]
    [InlineData("gist, read:user", "repo")]
    [InlineData("public_repo", "repo, delete_repo")]
    [InlineData("", "repo")]
    public async Task Refused_Call_Names_The_Scopes_Of_Which_The_Token_Has_None(string granted, string accepted)
    {
        var failure = AssertFailed(ScmFailureReason.ScopeMissing, await SearchAsync(Refusal(granted, accepted, singleSignOn: null)));

        Assert.Equal(accepted.Split(", "), failure.MissingScopes);
    }

    [Theory]
    [InlineData("repo", "repo", null)]
    [InlineData("repo", "public_repo", null)]
    [InlineData("admin:org", "read:org, user", null)]
    [InlineData("gist, repo", "delete_repo, repo", null)]
    [InlineData("gist", "", null)]
    [InlineData("gist", null, null)]
    [InlineData(null, "repo", null)]
    [InlineData(null, null, null)]
    [InlineData("gist", "repo", "required; url=https://github.com/orgs/x/sso")]
    public async Task Refused_Call_Blames_No_Token_That_Has_A_Scope_For_It(string? granted, string? accepted, string? singleSignOn)
        => AssertFailed(ScmFailureReason.PlatformFailed, await SearchAsync(Refusal(granted, accepted, singleSignOn)));

    [Theory]
    [InlineData("X-RateLimit-Reset")]
    [InlineData("Link")]
    [InlineData("X-Accepted-OAuth-Scopes")]
    [InlineData("ETag")]
    public async Task Odd_Headers_Break_Nothing(string header)
    {
        foreach (var value in new[] { "", "<:>; rel=\"next\", <http://[>; rel=\"next\"", new string('9', 5000), "-1" })
        {
            AnswerUser(WithHeaders(User().ToJsonString(), (header, value)));
            Assert.True((await GetAccountAsync()).IsSuccess);

            AnswerUser(FakeAnswer.Of(403, "{}", (header, value), ("X-RateLimit-Remaining", "0"), ("Date", "Fri, 12 Oct 2012 23:23:14 GMT")));
            AssertFailed(ScmFailureReason.RateLimited, await GetAccountAsync());
        }
    }

    private static FakeAnswer Refusal(string? granted, string? accepted, string? singleSignOn)
    {
        (string Name, string? Value)[] headers =
            [("X-OAuth-Scopes", granted), ("X-Accepted-OAuth-Scopes", accepted), ("X-GitHub-SSO", singleSignOn)];
        return FakeAnswer.Of(
            403,
            "{\"message\":\"Repository access blocked\"}",
            [.. headers.Where(header => header.Value is not null).Select(header => (header.Name, header.Value!))]);
    }

    private Task<ScmResult<IReadOnlyList<ScmRepository>>> SearchAsync(FakeAnswer answer)
    {
        Platform.Otherwise = answer;
        return As<IRepositorySearch>().SearchRepositoriesAsync(Connection, new ScmRepositoryQuery { Text = "hello" }, Cancellation);
    }

    private static FakeAnswer WithHeaders(string json, params (string Name, string Value)[] headers) => FakeAnswer.Of(200, json, headers);

    private FakeAnswer HiddenMail(string? scopes)
    {
        var json = User(user => user["email"] = null).ToJsonString();
        return scopes is null ? WithHeaders(json) : WithHeaders(json, ("X-OAuth-Scopes", scopes));
    }
}
