using Gateway.Plugins.Invocation;
using Providers.Abstractions;
using Providers.Abstractions.Capabilities;

namespace Plugins.Tests;

/// <summary>What of a provider's answer gets through, and how.</summary>
public sealed class ResultCopyTests
{
    private const int MaxItems = 20_000;

    private static readonly ScmAccount Account = new()
    {
        Uid = "8",
        Username = "mona",
        AvatarUrl = "https://ghe.example.com/a.png",
        ProfileUrl = "http://ghe.example.com/mona",
        Email = "mona@example.com",
        Scopes = new List<string> { "repo" },
        ExpiresAt = DateTimeOffset.UnixEpoch,
    };

    [Fact]
    public void An_Account_Is_Copied_Whole()
    {
        var copy = ResultCopy.Of<ScmAccount>(Account)!.Value!;

        Assert.Equal(Account with { Scopes = null }, copy with { Scopes = null });
        Assert.Equal(["repo"], Assert.IsType<string[]>(copy.Scopes));
        Assert.Null(ResultCopy.Of<ScmAccount>(Account with { Scopes = null })!.Value!.Scopes);
        Assert.Null(ResultCopy.Of<ScmAccount>(Account with { Scopes = ["repo", null!] })!.Value!.Scopes);
    }

    [Theory]
    [InlineData(null, "mona")]
    [InlineData("", "mona")]
    [InlineData(" ", "mona")]
    [InlineData("8", null)]
    [InlineData("8", "")]
    [InlineData("8", "\t")]
    public void An_Account_Without_A_Name_Is_None(string? uid, string? username)
        => Assert.Null(ResultCopy.Of<ScmAccount>(Account with { Uid = uid!, Username = username! }));

    [Fact]
    public void A_Name_Has_An_End()
    {
        Assert.NotNull(ResultCopy.Of<ScmAccount>(Account with { Uid = new string('8', 1024), Username = new string('m', 1024) }));
        Assert.Null(ResultCopy.Of<ScmAccount>(Account with { Uid = new string('8', 1025) }));
        Assert.Null(ResultCopy.Of<ScmAccount>(Account with { Username = new string('m', 1025) }));
    }

    [Theory]
    [InlineData("javascript:alert(1)")]
    [InlineData("data:text/html,x")]
    [InlineData("ftp://ghe.example.com/a")]
    [InlineData("/a.png")]
    [InlineData("")]
    [InlineData(null)]
    public void An_Address_That_Is_None_Of_The_Web_Is_Left_Out(string? address)
    {
        var copy = ResultCopy.Of<ScmAccount>(Account with { AvatarUrl = address, ProfileUrl = address })!.Value!;

        Assert.Equal((null, null), (copy.AvatarUrl, copy.ProfileUrl));
    }

    [Fact]
    public void A_Failure_Keeps_What_It_Says()
    {
        Assert.Equal(ScmFailure.TokenRejected("a"), Copy(ScmFailure.TokenRejected("a")));
        Assert.Equal(ScmFailure.InstanceUnreachable("b"), Copy(ScmFailure.InstanceUnreachable("b")));
        Assert.Equal(ScmFailure.NotThisPlatform("c"), Copy(ScmFailure.NotThisPlatform("c")));
        Assert.Equal(ScmFailure.PlatformFailed("d"), Copy(ScmFailure.PlatformFailed("d")));
        Assert.Equal(TimeSpan.FromSeconds(3), Copy(ScmFailure.RateLimited(TimeSpan.FromSeconds(3))).RetryAfter);
        Assert.Null(Copy(ScmFailure.RateLimited(TimeSpan.Zero)).RetryAfter);
        Assert.Null(Copy(ScmFailure.RateLimited(TimeSpan.FromSeconds(-1))).RetryAfter);
        Assert.Null(Copy(ScmFailure.RateLimited()).RetryAfter);
        Assert.Equal(["repo", "user"], Assert.IsType<string[]>(Copy(ScmFailure.ScopeMissing(new List<string> { "repo", "user" })).MissingScopes));
        Assert.Empty(Copy(ScmFailure.ScopeMissing("repo", null!)).MissingScopes);
    }

    [Fact]
    public void Nothing_And_What_The_Contract_Does_Not_Know_Are_No_Results()
    {
        Assert.Null(ResultCopy.Of<ScmAccount>(null));
        Assert.Null(ResultCopy.Of<object>(new object()));
        Assert.Null(ResultCopy.Of<string>("text"));
    }

    [Fact]
    public void Each_Kind_Of_List_Is_Copied()
    {
        AssertCopied<string>(["main", "next"]);
        AssertCopied<ScmPublicKey>([new ScmPublicKey { Title = "a", Content = "ssh-ed25519 A" }]);
        AssertCopied<ScmRepository>([new ScmRepository { Id = 1, Name = "n", FullName = "o/n", Url = "https://g/o/n" }]);
        AssertCopied<ScmPullRequest>([new ScmPullRequest { Id = 1, Number = 2, Title = "t", HtmlUrl = "https://g/o/n/2" }]);
    }

    [Theory]
    [InlineData(5, 5)]
    [InlineData(0, 0)]
    [InlineData(-1, 0)]
    public void A_Page_Says_How_Many_There_Are_And_Never_Less_Than_None(int told, int count)
    {
        var items = new List<ScmOrganization> { new() { Id = 1, Login = "acme", Url = "https://g/acme" } };
        var page = ResultCopy.Of<ScmPage<ScmOrganization>>(new ScmPage<ScmOrganization>(items, told))!.Value!;

        Assert.Equal((count, "acme"), (page.TotalCount, Assert.IsType<ScmOrganization[]>(page.Items).Single().Login));
        Assert.Null(ResultCopy.Of<ScmPage<ScmOrganization>>(new ScmPage<ScmOrganization>(null!, told)));
        Assert.Null(ResultCopy.Of<ScmPage<ScmOrganization>>(new ScmPage<ScmOrganization>([null!], told)));
    }

    [Fact]
    public void A_List_May_Be_Long_But_Not_Without_An_End()
    {
        Assert.Equal(MaxItems, ResultCopy.Of(ScmResult.Success(Names(MaxItems)))!.Value!.Count);

        var failure = ResultCopy.Of(ScmResult.Success(Names(MaxItems + 1)))!.Failure!;
        Assert.Equal((ScmFailureReason.NotThisPlatform, "The list has more than 20000 items."), (failure.Reason, failure.Detail));
        Assert.Null(ResultCopy.Of<ScmAccount>(Account with { Scopes = Names(MaxItems + 1) })!.Value!.Scopes);
        Assert.Equal(MaxItems, ResultCopy.Of<ScmAccount>(Account with { Scopes = Names(MaxItems) })!.Value!.Scopes!.Count);
    }

    [Fact]
    public void Endpoints_Are_Absolute()
    {
        var endpoints = new ScmOAuthEndpoints
        {
            AuthorizationEndpoint = new Uri("https://g/authorize"),
            TokenEndpoint = new Uri("https://g/token"),
            Scopes = new List<string> { "api" },
        };
        var copy = ResultCopy.Of<ScmOAuthEndpoints>(endpoints)!.Value!;

        Assert.Equal(("https://g/authorize", "https://g/token"), (copy.AuthorizationEndpoint.AbsoluteUri, copy.TokenEndpoint.AbsoluteUri));
        Assert.NotSame(endpoints.TokenEndpoint, copy.TokenEndpoint);
        Assert.Equal(["api"], Assert.IsType<string[]>(copy.Scopes));
        var relative = new Uri("/token", UriKind.Relative);
        Assert.Null(ResultCopy.Of<ScmOAuthEndpoints>(endpoints with { TokenEndpoint = relative }));
        Assert.Null(ResultCopy.Of<ScmOAuthEndpoints>(endpoints with { AuthorizationEndpoint = relative }));
        Assert.Null(ResultCopy.Of<ScmOAuthEndpoints>(endpoints with { AuthorizationEndpoint = null! }));
        Assert.Null(ResultCopy.Of<ScmOAuthEndpoints>(endpoints with { Scopes = [null!] }));
    }

    private static ScmFailure Copy(ScmFailure failure)
    {
        var copy = ResultCopy.Of<ScmAccount>(failure)!.Failure!;
        Assert.NotSame(failure, copy);
        return copy;
    }

    private static IReadOnlyList<string> Names(int count) => [.. Enumerable.Repeat("name", count)];

    private static void AssertCopied<T>(IReadOnlyList<T> items)
        where T : class
    {
        var given = items.ToList();
        Assert.Equal(items, Assert.IsType<T[]>(ResultCopy.Of(ScmResult.Success<IReadOnlyList<T>>(given))!.Value));
    }
}
