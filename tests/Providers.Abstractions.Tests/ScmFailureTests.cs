namespace Providers.Abstractions.Tests;

public sealed class ScmFailureTests
{
    public static TheoryData<ScmFailureReason> Reasons => new(Enum.GetValues<ScmFailureReason>());

    [Theory]
    [MemberData(nameof(Reasons))]
    public void Each_Reason_Has_A_Factory_And_Says_Nothing_That_Was_Not_Said(ScmFailureReason reason)
    {
        var failure = Make(reason);

        Assert.Equal(reason, failure.Reason);
        Assert.Null(failure.Detail);
        Assert.Null(failure.RetryAfter);
        Assert.Empty(failure.MissingScopes);
    }

    [Fact]
    public void What_Was_Said_Is_Kept()
    {
        Assert.Equal("a sentence", ScmFailure.NotThisPlatform("a sentence").Detail);
        Assert.Equal(["repo", "user"], ScmFailure.ScopeMissing("repo", "user").MissingScopes);
        Assert.Equal(TimeSpan.FromSeconds(7), ScmFailure.RateLimited(TimeSpan.FromSeconds(7)).RetryAfter);
    }

    private static ScmFailure Make(ScmFailureReason reason) => reason switch
    {
        ScmFailureReason.TokenRejected => ScmFailure.TokenRejected(),
        ScmFailureReason.ScopeMissing => ScmFailure.ScopeMissing(),
        ScmFailureReason.InstanceUnreachable => ScmFailure.InstanceUnreachable(),
        ScmFailureReason.NotThisPlatform => ScmFailure.NotThisPlatform(),
        ScmFailureReason.PlatformFailed => ScmFailure.PlatformFailed(),
        ScmFailureReason.RateLimited => ScmFailure.RateLimited(),
        _ => throw new ArgumentOutOfRangeException(nameof(reason)),
    };
}
