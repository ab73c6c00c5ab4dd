namespace Providers.Abstractions.Tests;

public sealed class ScmResultTests
{
    [Fact]
    public void Value_Returned_IsASuccess()
    {
        ScmResult<string> result = "value";

        Assert.True(result.IsSuccess);
        Assert.Equal("value", result.Value);
        Assert.Null(result.Failure);
    }

    [Fact]
    public void Failure_Returned_IsNone()
    {
        var failure = ScmFailure.TokenRejected();
        ScmResult<string> result = failure;

        Assert.False(result.IsSuccess);
        Assert.Null(result.Value);
        Assert.Same(failure, result.Failure);
    }

    [Fact]
    public void Success_AnInterface_CanBeWrapped()
    {
        IReadOnlyList<string> list = ["a"];

        Assert.Same(list, ScmResult.Success(list).Value);
        Assert.Equal(ScmFailureReason.RateLimited, ScmResult.Failed<IReadOnlyList<string>>(ScmFailure.RateLimited()).Failure!.Reason);
    }

    [Fact]
    public void Null_IsNeitherValueNorFailure()
    {
        Assert.Throws<ArgumentNullException>(() => ScmResult.Success<string>(null!));
        Assert.Throws<ArgumentNullException>(() => ScmResult.Failed<string>(null!));
    }
}
