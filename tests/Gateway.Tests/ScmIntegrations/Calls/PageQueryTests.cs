using Gateway.ScmIntegrations.Calls;
using Providers.Abstractions.Capabilities;

namespace Gateway.Tests.ScmIntegrations.Calls;

public sealed class PageQueryTests
{
    [Theory]
    [InlineData(null, null, 1, 20)]
    [InlineData("", "", 1, 20)]
    [InlineData("two", "1.5", 1, 20)]
    [InlineData(" 2", "2 ", 1, 20)]
    [InlineData("2", "50", 2, 50)]
    [InlineData("0", "0", 1, 1)]
    [InlineData("-7", "-7", 1, 1)]
    [InlineData("100000", "100", 100_000, 100)]
    [InlineData("100001", "101", 100_000, 100)]
    public void Numbers_Are_Moved_Into_Range_And_What_Is_None_Is_The_Default(string? page, string? perPage, int number, int size)
        => Assert.Equal(new ScmPageRequest(number, size), PageQuery.Read(page, perPage));
}
