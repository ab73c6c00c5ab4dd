using Providers.Abstractions;
using Providers.Abstractions.Capabilities;

namespace Providers.Common.Tests;

/// <summary>Every provider: the calls after linking, where the platform does not answer as one would wish.</summary>
public abstract class CapabilityTests(PlatformCase platformCase) : ProviderTests(platformCase)
{
    public enum Question
    {
        Keys,
        Repositories,
        PullRequests,
        Organizations,
        Branches,
    }

    public static TheoryData<Question> Questions => new(Enum.GetValues<Question>());

    public static TheoryData<string> BadRepositories => new()
    {
        "", "/", "name", "/name", "owner/", "owner//name", "../name", "owner/..", "owner/.", "owner/na me", "owner/name?x=1", "owner/name#x",
        "owner/na%2fme", "owner\\name", "owner/name\n", "owner/\"name\"", "öwner/name", "repo:owner/name", new string('a', 2000) + "/b",
    };

    [Theory]
    [MemberData(nameof(Questions))]
    public async Task Status_Decides_The_Reason(Question question)
    {
        await AssertAsync(question, FakeAnswer.Of(401), ScmFailureReason.TokenRejected);
        await AssertAsync(question, FakeAnswer.Of(429, "{}", ("Retry-After", "7")), ScmFailureReason.RateLimited);
        await AssertAsync(question, FakeAnswer.Of(403, "{}", ("Retry-After", "7")), ScmFailureReason.RateLimited);
        await AssertAsync(question, FakeAnswer.Of(500), ScmFailureReason.PlatformFailed);
        await AssertAsync(question, FakeAnswer.Of(503, "<html>"), ScmFailureReason.PlatformFailed);
        await AssertAsync(question, FakeAnswer.Of(418), ScmFailureReason.NotThisPlatform);
    }

    [Theory]
    [MemberData(nameof(Questions))]
    public async Task Redirect_Is_Not_Followed(Question question)
    {
        foreach (var status in new[] { 301, 302, 303, 307, 308 })
        {
            await AssertAsync(
                question, FakeAnswer.Of(status, "{}", ("Location", "https://elsewhere.example.com/")), ScmFailureReason.NotThisPlatform);
        }

        Assert.All(Platform.Calls, made => Assert.StartsWith(Case.ApiRoot, made.Address, StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Questions))]
    public async Task Missing_Scope_Is_Named(Question question)
        => Assert.Equal([Case.Scope], (await AssertAsync(question, MissingScope(), ScmFailureReason.ScopeMissing)).MissingScopes);

    [Theory]
    [MemberData(nameof(Questions))]
    public async Task Body_Without_The_Shape_Is_Not_This_Platforms(Question question)
    {
        foreach (var body in new[] { "", "42", "null", "[1]", "[[]]", "{\"message\":\"canary-body-91c4\"}", "{\"items\":[{}]}", "[{}]", "<html>" })
        {
            await AssertAsync(question, FakeAnswer.Json(body), ScmFailureReason.NotThisPlatform);
        }

        await AssertAsync(question, FakeAnswer.Json(new string('[', 100_000)), ScmFailureReason.NotThisPlatform);
        await AssertAsync(question, FakeAnswer.Json("[]") with { MediaType = "text/html" }, ScmFailureReason.NotThisPlatform);
    }

    [Theory]
    [MemberData(nameof(Questions))]
    public async Task Nothing_In_A_List_Is_Skipped(Question question)
    {
        Platform.Otherwise = EmptyList(question, "null");

        Assert.Null((await InvokeAsync(question)).Failure);
    }

    [Theory]
    [InlineData(10_000, 1)]
    [InlineData(5_000, 2)]
    [InlineData(100, 100)]
    public async Task List_Of_Ten_Thousand_Is_Told_Whole(int onPage, int pages)
    {
        Platform.Otherwise = Branches(onPage, isFollowed: true);
        Platform.Before = _ =>
        {
            if (Platform.Calls.Count == pages)
            {
                Platform.Otherwise = Branches(onPage, isFollowed: false);
            }

            return Task.CompletedTask;
        };

        var branches = await As<IBranchSource>().GetBranchesAsync(Connection, "owner/name", Cancellation);

        Assert.Equal(10_000, branches.Value!.Count);
        Assert.Equal(pages, Platform.Calls.Count);
    }

    [Theory]
    [InlineData(10_001, false, 1)]
    [InlineData(80_000, true, 1)]
    [InlineData(4_000, true, 3)]
    public async Task Longer_List_Is_Not_This_Platforms_And_Not_Read_On(int onPage, bool isFollowed, int calls)
    {
        Platform.Otherwise = Branches(onPage, isFollowed);

        AssertFailed(
            ScmFailureReason.NotThisPlatform, await As<IBranchSource>().GetBranchesAsync(Connection, "owner/name", Cancellation));
        Assert.Equal(calls, Platform.Calls.Count);
    }

    [Theory]
    [MemberData(nameof(Questions))]
    public async Task Cancelled_Call_Ends(Question question)
    {
        using var cancellation = new CancellationTokenSource();
        Platform.Before = async token =>
        {
            await cancellation.CancelAsync();
            await Task.Delay(Timeout.Infinite, token);
        };

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => InvokeAsync(question, cancellation.Token));
    }

    [Theory]
    [MemberData(nameof(BadRepositories))]
    public async Task Text_That_Names_No_Repository_Is_Unknown_Without_A_Call(string repository)
    {
        var branches = await As<IBranchSource>().GetBranchesAsync(Connection, repository, Cancellation);
        var requests = await As<IPullRequestSearch>().SearchPullRequestsAsync(
            Connection, new ScmPullRequestQuery { Repository = repository }, Cancellation);

        Assert.Empty(branches.Value!);
        Assert.Empty(requests.Value!);
        Assert.Empty(Platform.Calls);
    }

    [Theory]
    [InlineData("")]
    [InlineData("..")]
    [InlineData("a b")]
    [InlineData("a\"b")]
    [InlineData("a+user:b")]
    [InlineData("a&order=asc")]
    [InlineData("a?x")]
    public async Task Text_That_Names_No_User_Is_Unknown_Without_A_Call(string user)
    {
        var found = await As<IRepositorySearch>().SearchRepositoriesAsync(
            Connection, new ScmRepositoryQuery { User = user }, Cancellation);

        Assert.Empty(found.Value!);
        Assert.Empty(Platform.Calls);
    }

    [Fact]
    public async Task Unknown_Repository_Has_No_Branches()
    {
        Platform.Otherwise = FakeAnswer.Of(404, "{\"message\":\"404 Not Found\"}");
        Assert.Empty((await As<IBranchSource>().GetBranchesAsync(Connection, "owner/name", Cancellation)).Value!);

        Platform.Otherwise = FakeAnswer.Of(403, "{\"message\":\"403 Forbidden\"}");
        Assert.Empty((await As<IBranchSource>().GetBranchesAsync(Connection, "owner/name", Cancellation)).Value!);
    }

    /// <summary>A 403 that says that the platform's scope is missing.</summary>
    protected abstract FakeAnswer MissingScope();

    /// <summary>A list as the call gets it, with these items.</summary>
    protected abstract FakeAnswer EmptyList(Question question, string items);

    private static FakeAnswer Branches(int count, bool isFollowed)
    {
        var list = $"[{string.Join(',', Enumerable.Repeat("{\"name\":\"a\"}", count))}]";
        return isFollowed ? FakeAnswer.Of(200, list, ("Link", "<x>; rel=\"next\"")) : FakeAnswer.Json(list);
    }

    private async Task<ScmFailure> AssertAsync(Question question, FakeAnswer answer, ScmFailureReason reason)
    {
        Platform.Otherwise = answer;
        var (result, failure) = await InvokeAsync(question);
        Assert.Null(result);
        Assert.NotNull(failure);
        Assert.Equal(reason, failure.Reason);
        Assert.DoesNotContain(Token, failure.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain(BodyCanary, failure.ToString(), StringComparison.Ordinal);
        return failure;
    }

    private Task<(object? Value, ScmFailure? Failure)> InvokeAsync(Question question) => InvokeAsync(question, Cancellation);

    private Task<(object? Value, ScmFailure? Failure)> InvokeAsync(Question question, CancellationToken cancellationToken) => question switch
    {
        Question.Keys => Plain(As<IPublicKeySource>().GetPublicKeysAsync(Connection, cancellationToken)),
        Question.Repositories => Plain(As<IRepositorySearch>().SearchRepositoriesAsync(
            Connection, new ScmRepositoryQuery { Text = "hello" }, cancellationToken)),
        Question.PullRequests => Plain(As<IPullRequestSearch>().SearchPullRequestsAsync(
            Connection, new ScmPullRequestQuery { Text = "hello" }, cancellationToken)),
        Question.Organizations => Plain(As<IOrganizationSource>().GetOrganizationsAsync(
            Connection, new ScmPageRequest(1, 20), cancellationToken)),
        Question.Branches => Plain(As<IBranchSource>().GetBranchesAsync(Connection, "owner/name", cancellationToken)),
        _ => throw new ArgumentOutOfRangeException(nameof(question)),
    };

    private static async Task<(object? Value, ScmFailure? Failure)> Plain<T>(Task<ScmResult<T>> call)
        where T : class
    {
        var result = await call;
        return (result.Value, result.Failure);
    }
}
