using Gateway.ScmIntegrations.Health;

namespace Gateway.Tests.ScmIntegrations.Health;

public sealed class HealthOptionsTests
{
    private const string PeriodProblem = "Gateway:Sweep:Period must be from 00:01:00 to 365.00:00:00.";
    private const string CallsProblem = "Gateway:Sweep:CallsPerSecond must be more than 0 and at most 100.";
    private const string UrlProblem = "Gateway:Webhook:Url must be an http or https address.";
    private const string SecretProblem = "Gateway:Webhook:Secret must be set to 16 characters or more: without it anybody could call in our name.";

    private const string Good = "16 characters ok";

    [Fact]
    public void Unless_Told_Otherwise_Tokens_Are_Asked_About_Once_A_Day_And_Nobody_Is_Told()
    {
        Assert.True(new SweepOptions().Enabled);
        Assert.Equal((TimeSpan.FromDays(1), 2), (new SweepOptions().Period, new SweepOptions().CallsPerSecond));
        Assert.Empty(new SweepOptions().Validate());
        Assert.Empty(new WebhookOptions().Validate());
    }

    [Theory]
    [InlineData("00:00:59.9", 2, PeriodProblem)]
    [InlineData("00:01:00", 100, null)]
    [InlineData("365.00:00:00", 0.01, null)]
    [InlineData("365.00:00:01", 2, PeriodProblem)]
    [InlineData("1.00:00:00", 0, CallsProblem)]
    [InlineData("1.00:00:00", 100.1, CallsProblem)]
    [InlineData("1.00:00:00", double.NaN, CallsProblem)]
    public void A_Sweep_Is_Neither_Restless_Nor_Asleep(string period, double callsPerSecond, string? problem)
    {
        var options = new SweepOptions { Period = TimeSpan.Parse(period, null), CallsPerSecond = callsPerSecond };

        Assert.Equal(problem is null ? [] : [problem], options.Validate());
    }

    [Theory]
    [InlineData("https://ops.example.com/hook", Good, null)]
    [InlineData("http://ops.example.com/hook", Good, null)]
    [InlineData("ftp://ops.example.com/hook", Good, UrlProblem)]
    [InlineData("ops.example.com/hook", Good, UrlProblem)]
    [InlineData("https://ops.example.com/hook", "15 characters _", SecretProblem)]
    [InlineData("https://ops.example.com/hook", null, SecretProblem)]
    [InlineData(null, "short", null)]
    public void A_Webhook_Has_An_Address_Of_The_Web_And_A_Secret_That_Nobody_Guesses(string? url, string? secret, string? problem)
    {
        var options = new WebhookOptions { Url = url is null ? null : new Uri(url, UriKind.RelativeOrAbsolute), Secret = secret };

        Assert.Equal(problem is null ? [] : [problem], options.Validate());
    }
}
