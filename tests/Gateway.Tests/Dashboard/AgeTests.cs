using Gateway.Dashboard;

namespace Gateway.Tests.Dashboard;

public sealed class AgeTests
{
    [Theory]
    [InlineData("-00:05:00", "just now")]
    [InlineData("00:01:59", "just now")]
    [InlineData("00:02:00", "2 minutes ago")]
    [InlineData("01:59:59", "119 minutes ago")]
    [InlineData("02:00:00", "2 hours ago")]
    [InlineData("1.23:00:00", "47 hours ago")]
    [InlineData("2.00:00:00", "2 days ago")]
    [InlineData("61.23:59:59", "61 days ago")]
    [InlineData("62.00:00:00", "2 months ago")]
    [InlineData("730.23:59:59", "24 months ago")]
    [InlineData("731.00:00:00", "2 years ago")]
    [InlineData("1100.00:00:00", "3 years ago")]
    public void Describe_Says_It_As_A_Person_Would(string age, string words)
        => Assert.Equal(words, Age.Describe(TimeSpan.Parse(age, System.Globalization.CultureInfo.InvariantCulture)));
}
