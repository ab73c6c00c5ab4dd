using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Providers.Abstractions;

namespace Providers.Common.Tests;

/// <summary>Every provider: whose token is it?</summary>
public abstract class AccountTests(PlatformCase platformCase) : ProviderTests(platformCase)
{
    public static TheoryData<string, ScmFailureReason> Statuses => new()
    {
        { "401", ScmFailureReason.TokenRejected },
        { "403", ScmFailureReason.TokenRejected },
        { "429", ScmFailureReason.RateLimited },
        { "500 502 503 504 599", ScmFailureReason.PlatformFailed },
        { "101 201 202 204 206 300 301 302 303 304 307 308", ScmFailureReason.NotThisPlatform },
        { "400 402 404 405 406 407 409 410 411 415 418 421 422 426 451", ScmFailureReason.NotThisPlatform },
    };

    public static TheoryData<string, string> BadBodies => new()
    {
        { "empty", "" },
        { "blank", "  \n" },
        { "a number", "42" },
        { "a text", "\"octocat\"" },
        { "null", "null" },
        { "a list", "[]" },
        { "an empty object", "{}" },
        { "an empty object, spaced", "{ }" },
        { "HTML", "<!DOCTYPE html><html><body>Sign in</body></html>" },
        { "cut off", "{\"id\": 1, \"login\": \"o" },
        { "two documents", "{0}{0}" },
        { "rubbish after it", "{0} x" },
        { "a comment", "/* hello */{0}" },
        { "a list around it", "[{0}]" },
    };

    public static TheoryData<string> BadIds => new()
    {
        "null", "0", "-7", "7.0", "7.5", "7e0", "7E2", "1e400", "NaN", "Infinity", "\"7\"", "\"\"", "true", "{}", "[7]", "{\"$oid\":\"7\"}",
        "007", "+7", "0x7", "123456789012345678901234567890123",
    };

    public static TheoryData<string> BadNames => new()
    {
        "null", "7", "true", "{}", "[\"octocat\"]", "\"\"", "\"   \"", "\"a\\u0000b\"", "\"a\\r\\nb\"", "\"a\\u0085b\"", "\"\\ud800\"", "\"\\udc00x\"",
    };

    public static TheoryData<string> BadAddresses => new()
    {
        "javascript:alert(1)", "data:text/html,x", "file:///etc/passwd", "ftp://example.com/a", "//example.com/a", "/a.png", "a.png", "",
        "https://user:secret@example.com/a", "https://example.com/a b", "https://exa\nmple.com/", "https://",
    };

    [Fact]
    public async Task Account_Is_Told()
    {
        Record("user");
        RecordToken();
        var user = User();

        var account = await GetAccountOrFailAsync();

        Assert.Equal(user["id"]!.ToJsonString(), account.Uid);
        Assert.Equal((string?)user[Case.NameMember], account.Username);
        Assert.Equal((string?)user["email"], account.Email);
        Assert.Equal((string?)user["avatar_url"], account.AvatarUrl);
        Assert.Equal((string?)user[Case.PageMember], account.ProfileUrl);
        Assert.Contains(Case.Scope, account.Scopes!);
    }

    [Fact]
    public async Task Each_Call_Shows_The_Token_To_The_Instance_Only_And_Asks_For_Json()
    {
        Record("user");
        RecordToken();

        await GetAccountOrFailAsync();

        Assert.All(Platform.Calls, call =>
        {
            Assert.Equal("GET", call.Method);
            Assert.StartsWith(Case.ApiRoot, call.Address, StringComparison.Ordinal);
            Assert.Equal($"Bearer {Token}", call.Headers["Authorization"]);
            Assert.Contains("json", call.Headers["Accept"], StringComparison.Ordinal);
            Assert.Equal("Gateway", call.Headers["User-Agent"]);
            Assert.DoesNotContain("Accept-Encoding", call.Headers.Keys);
            Assert.DoesNotContain("Cookie", call.Headers.Keys);
        });
    }

    [Theory]
    [InlineData("a\"b")]
    [InlineData("a,b=c;d")]
    [InlineData("!#$%&'()*+,-./:;<=>?@[\\]^_`{|}~")]
    public async Task Every_Printable_Token_Is_Sent_As_It_Is(string token)
    {
        Record("user");
        RecordToken();
        var connection = new ScmConnection(Case.Instance, ScmAccessToken.Parse(token), Platform);

        var result = await Case.Provider.GetAccountAsync(connection, Cancellation);

        Assert.True(result.IsSuccess);
        Assert.All(Platform.Calls, call => Assert.Equal($"Bearer {token}", call.Headers["Authorization"]));
    }

    [Theory]
    [MemberData(nameof(Statuses))]
    public async Task Status_Decides_The_Reason(string statuses, ScmFailureReason reason)
    {
        foreach (var status in statuses.Split(' ').Select(text => int.Parse(text, CultureInfo.InvariantCulture)))
        {
            AnswerUser(FakeAnswer.Of(status, User().ToJsonString(), ("Location", "https://elsewhere.example.com/api/v3/user")));

            var failure = AssertFailed(reason, await GetAccountAsync());

            if (failure.Detail is not null)
            {
                Assert.Contains(status.ToString(CultureInfo.InvariantCulture), failure.Detail, StringComparison.Ordinal);
            }
        }

        Assert.Equal(statuses.Split(' ').Length, Platform.Calls.Count);
    }

    [Theory]
    [InlineData("{\"message\":\"canary-body-91c4\"}", "application/json")]
    [InlineData("<html>canary-body-91c4 canary-tok-7f3a</html>", "text/html")]
    [InlineData("canary-body-91c4", null)]
    public async Task Failure_Tells_Nothing_Of_The_Body(string body, string? mediaType)
    {
        foreach (var status in new[] { 200, 302, 401, 403, 404, 422, 429, 500, 503 })
        {
            AnswerUser(FakeAnswer.Of(status, body) with { MediaType = mediaType });

            var result = await GetAccountAsync();

            AssertFailed(result.Failure!.Reason, result);
        }
    }

    [Theory]
    [InlineData("42", 42)]
    [InlineData("0", 0)]
    [InlineData("Wed, 01 Jul 2026 12:00:30 GMT", 30)]
    [InlineData("Wed, 01 Jul 2026 11:59:00 GMT", 0)]
    [InlineData("999999999", 3600)]
    public async Task RetryAfter_Is_Told(string retryAfter, int seconds)
    {
        foreach (var status in new[] { 429, 403 })
        {
            AnswerUser(FakeAnswer.Of(status, "Retry later", ("Retry-After", retryAfter), ("Date", "Wed, 01 Jul 2026 12:00:00 GMT")));

            var failure = AssertFailed(ScmFailureReason.RateLimited, await GetAccountAsync());

            Assert.Equal(TimeSpan.FromSeconds(seconds), failure.RetryAfter);
        }
    }

    [Theory]
    [InlineData(null)]
    [InlineData("soon")]
    [InlineData("-5")]
    public async Task RetryAfter_That_Says_Nothing_Is_Null(string? retryAfter)
    {
        AnswerUser(retryAfter is null ? FakeAnswer.Of(429) : FakeAnswer.Of(429, "{}", ("Retry-After", retryAfter)));

        Assert.Null(AssertFailed(ScmFailureReason.RateLimited, await GetAccountAsync()).RetryAfter);
    }

    [Theory]
    [MemberData(nameof(BadBodies))]
    public async Task Body_Without_The_Shape_Is_Not_This_Platforms(string name, string body)
    {
        Assert.NotEmpty(name);
        AnswerUser(body.Replace("{0}", User().ToJsonString(), StringComparison.Ordinal));

        AssertFailed(ScmFailureReason.NotThisPlatform, await GetAccountAsync());
    }

    [Fact]
    public async Task Name_That_Is_Not_Utf8_Is_Not_This_Platforms()
    {
        var body = Encoding.UTF8.GetBytes(User(user => user[Case.NameMember] = "octo~cat").ToJsonString());
        AnswerUser(new FakeAnswer { Body = [.. body.Select(b => b == '~' ? (byte)0xff : b)] });

        AssertFailed(ScmFailureReason.NotThisPlatform, await GetAccountAsync());
    }

    [Theory]
    [InlineData("[", 100_000)]
    [InlineData("{\"a\":", 100_000)]
    [InlineData("[", 8)]
    public async Task Deep_Body_Is_Not_This_Platforms(string opening, int depth)
    {
        var closing = opening == "[" ? "]" : "}";
        var deep = $"{string.Concat(Enumerable.Repeat(opening, depth))}1{string.Concat(Enumerable.Repeat(closing, depth))}";
        AnswerUser(deep);
        AssertFailed(ScmFailureReason.NotThisPlatform, await GetAccountAsync());

        AnswerUser(WithMember("plan", deep));
        AssertFailed(ScmFailureReason.NotThisPlatform, await GetAccountAsync());
    }

    [Theory]
    [MemberData(nameof(BadIds))]
    public async Task Id_That_Is_No_Positive_Whole_Number_Is_Not_This_Platforms(string id)
    {
        AnswerUser(WithMember("id", id));

        AssertFailed(ScmFailureReason.NotThisPlatform, await GetAccountAsync());
    }

    [Theory]
    [MemberData(nameof(BadNames))]
    public async Task Name_That_Is_None_Is_Not_This_Platforms(string name)
    {
        AnswerUser(WithMember(Case.NameMember, name));

        AssertFailed(ScmFailureReason.NotThisPlatform, await GetAccountAsync());
    }

    [Fact]
    public async Task Long_Name_Is_Not_This_Platforms()
    {
        foreach (var length in new[] { 256, 1_000_000 })
        {
            AnswerUser(WithMember(Case.NameMember, $"\"{new string('a', length)}\""));

            AssertFailed(ScmFailureReason.NotThisPlatform, await GetAccountAsync());
        }
    }

    [Theory]
    [InlineData("id")]
    [InlineData("name")]
    public async Task Missing_Member_Is_Not_This_Platforms(string member)
    {
        AnswerUser(User(user => user.Remove(member == "name" ? Case.NameMember : member)).ToJsonString());

        AssertFailed(ScmFailureReason.NotThisPlatform, await GetAccountAsync());
    }

    [Fact]
    public async Task Member_Told_Twice_Is_Not_This_Platforms()
    {
        AnswerUser(User().ToJsonString()[..^1] + ",\"id\":99}");

        AssertFailed(ScmFailureReason.NotThisPlatform, await GetAccountAsync());
    }

    [Fact]
    public async Task Answer_Of_Another_Platform_Is_Not_This_Platforms()
    {
        AnswerUser(Case.ForeignUser.ToJsonString());

        AssertFailed(ScmFailureReason.NotThisPlatform, await GetAccountAsync());
    }

    [Theory]
    [InlineData("text/html")]
    [InlineData("text/plain; charset=utf-8")]
    [InlineData("application/octet-stream")]
    [InlineData("image/png")]
    [InlineData(null)]
    public async Task Answer_That_Does_Not_Say_Json_Is_Not_This_Platforms(string? mediaType)
    {
        AnswerUser(FakeAnswer.Json(User().ToJsonString()) with { MediaType = mediaType });

        AssertFailed(ScmFailureReason.NotThisPlatform, await GetAccountAsync());
    }

    [Theory]
    [InlineData("gzip")]
    [InlineData("br")]
    [InlineData("gzip, gzip")]
    [InlineData("x-anything")]
    public async Task Compressed_Answer_Is_Not_This_Platforms(string encoding)
    {
        AnswerUser(FakeAnswer.Json(User().ToJsonString()) with
        {
            ContentHeaders = new Dictionary<string, string> { ["Content-Encoding"] = encoding },
        });

        AssertFailed(ScmFailureReason.NotThisPlatform, await GetAccountAsync());
    }

    [Theory]
    [InlineData("9007199254740993")]
    [InlineData("9223372036854775808")]
    [InlineData("18446744073709551615")]
    [InlineData("12345678901234567890123456789012")]
    public async Task Large_Id_Keeps_Every_Digit(string id)
    {
        AnswerUser(WithMember("id", id));
        RecordToken();

        Assert.Equal(id, (await GetAccountOrFailAsync()).Uid);
    }

    [Theory]
    [InlineData("<script>alert(1)</script>")]
    [InlineData("\u202eevil\u200b")]
    [InlineData("Ünïcödé-名前")]
    [InlineData("_type")]
    public async Task Odd_Name_Is_Kept(string name)
    {
        AnswerUser(User(user => user[Case.NameMember] = name).ToJsonString());
        RecordToken();

        Assert.Equal(name, (await GetAccountOrFailAsync()).Username);
    }

    [Fact]
    public async Task Members_That_Are_Not_Known_Mean_Nothing()
    {
        AnswerUser(User(user =>
        {
            user["_type"] = "System.Diagnostics.Process, System.Diagnostics.Process";
            user["$ref"] = "#";
            user["$id"] = new JsonObject { ["$oid"] = "507f1f77bcf86cd799439011" };
            user["identities"] = new JsonArray(new JsonObject { ["provider"] = "github", ["extern_uid"] = "1" });
            user["plan"] = new JsonObject { ["name"] = "pro", ["limits"] = new JsonObject { ["space"] = 1 } };
        }).ToJsonString());
        RecordToken();

        Assert.Equal((string?)User()[Case.NameMember], (await GetAccountOrFailAsync()).Username);
    }

    [Theory]
    [MemberData(nameof(BadAddresses))]
    public async Task Address_That_Is_Not_Of_The_Web_Is_Left_Out(string address)
    {
        AnswerUser(User(user =>
        {
            user["avatar_url"] = address;
            user[Case.PageMember] = address;
        }).ToJsonString());
        RecordToken();

        var account = await GetAccountOrFailAsync();

        Assert.Null(account.AvatarUrl);
        Assert.Null(account.ProfileUrl);
    }

    [Theory]
    [InlineData("https://ghe.example.com/avatars/u/8?")]
    [InlineData("http://169.254.169.254/latest/meta-data")]
    [InlineData("HTTPS://Example.COM:443/A/../b?s=80&d=identicon#x")]
    public async Task Address_Of_The_Web_Is_Kept_Letter_By_Letter_And_Never_Called(string address)
    {
        AnswerUser(User(user => user["avatar_url"] = address).ToJsonString());
        RecordToken();

        Assert.Equal(address, (await GetAccountOrFailAsync()).AvatarUrl);
        Assert.All(Platform.Calls, call => Assert.StartsWith(Case.ApiRoot, call.Address, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Null_Members_Are_Null()
    {
        AnswerUser(FakeAnswer.Json(User(user =>
        {
            user["avatar_url"] = null;
            user["email"] = null;
            user[Case.PageMember] = null;
        }).ToJsonString()) with
        { Headers = new Dictionary<string, string> { ["X-OAuth-Scopes"] = "repo" } });
        RecordToken();

        var account = await GetAccountOrFailAsync();

        Assert.Null(account.AvatarUrl);
        Assert.Null(account.Email);
        Assert.Null(account.ProfileUrl);
    }

    [Theory]
    [InlineData("nobody")]
    [InlineData("a@b\r\nBcc: c@d")]
    [InlineData("a b@example.com")]
    public async Task Mail_That_Is_None_Is_Left_Out(string mail)
    {
        AnswerUser(FakeAnswer.Json(User(user => user["email"] = mail).ToJsonString())
            with
        { Headers = new Dictionary<string, string> { ["X-OAuth-Scopes"] = "repo" } });
        RecordToken();

        Assert.Null((await GetAccountOrFailAsync()).Email);
    }

    [Fact]
    public async Task What_The_Handler_Throws_Is_Let_Through()
    {
        foreach (var exception in new Exception[]
        {
            new HttpRequestException("refused"), new IOException("broke off"), new TaskCanceledException("too long"),
        })
        {
            Platform.Failure = exception;

            Assert.Same(exception, await Assert.ThrowsAnyAsync<Exception>(GetAccountAsync));
        }
    }

    [Fact]
    public async Task What_Is_Thrown_While_The_Body_Is_Read_Is_Let_Through()
    {
        foreach (var exception in new Exception[] { new HttpRequestException("too large"), new IOException("broke off") })
        {
            using var handler = new BrokenBodyHandler(exception);
            var connection = new ScmConnection(Case.Instance, ScmAccessToken.Parse(Token), handler);

            var thrown = await Assert.ThrowsAnyAsync<Exception>(() => Case.Provider.GetAccountAsync(connection, Cancellation));

            Assert.True(thrown is HttpRequestException or IOException, thrown.ToString());
        }
    }

    [Fact]
    public async Task Cancelled_Call_Ends()
    {
        using var cancellation = new CancellationTokenSource();
        Platform.Before = async token =>
        {
            await cancellation.CancelAsync();
            await Task.Delay(Timeout.Infinite, token);
        };

        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => Case.Provider.GetAccountAsync(Connection, cancellation.Token));
    }

    [Fact]
    public async Task One_Provider_Serves_Many_Calls_At_Once()
    {
        Record("user");
        RecordToken();

        var accounts = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => Case.Provider.GetAccountAsync(
            new ScmConnection(Case.Instance, ScmAccessToken.Parse(Token), Platform), Cancellation)));

        Assert.All(accounts, account => Assert.True(account.IsSuccess));
    }

    [Fact]
    public async Task One_Connection_Serves_Several_Calls()
    {
        Record("user");
        RecordToken();

        Assert.True((await GetAccountAsync()).IsSuccess);
        Assert.True((await GetAccountAsync()).IsSuccess);
    }

    /// <summary>Registers what the provider asks for beside the user, where it asks for more.</summary>
    protected virtual void RecordToken()
    {
    }

    // Not through a JSON object, which would not hold what is tried here.
    private string WithMember(string name, string json)
    {
        var rest = User(user => user.Remove(name)).ToJsonString();
        return $"{{\"{name}\":{json},{rest[1..]}";
    }
}
