namespace Providers.Common.Tests;

public sealed class RepositoryPathTests
{
    [Theory]
    [InlineData(1024, 2)]
    [InlineData(1025, 0)]
    public void Segments_Length_HasItsBound(int length, int count)
        => Assert.Equal(count, RepositoryPath.Segments("a/" + new string('b', length - 2)).Length);

    [Theory]
    [InlineData("")]
    [InlineData("a//b")]
    [InlineData("a/..")]
    [InlineData("./b")]
    [InlineData("a/b c")]
    [InlineData("a/b?c")]
    public void Segments_NoName_IsEmpty(string text) => Assert.Empty(RepositoryPath.Segments(text));
}
