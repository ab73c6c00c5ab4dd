using Gateway.Operations.Commands;

namespace Gateway.Tests.Operations.Commands;

public sealed class GatewayCommandTests
{
    [Fact]
    public async Task Without_A_Command_It_Serves_With_The_Settings_Of_The_Command_Line()
    {
        using var run = new CommandRun();

        var code = await run.RunAsync("--Urls", "http://127.0.0.1:0", "--Gateway:Identity:Mode=Jwt");

        Assert.Equal(ExitCodes.Done, code);
        Assert.Equal(["--Urls", "http://127.0.0.1:0", "--Gateway:Identity:Mode=Jwt"], run.ServedWith!.SkipLast(2));
    }

    [Theory]
    [InlineData("chek", "Did you mean", "check")]
    [InlineData("check --onlin", "--onlin", "")]
    [InlineData("plugins more", "more", "")]
    public async Task Wrong_Usage_Is_Told_And_Is_2(string arguments, string expected, string alsoExpected)
    {
        using var run = new CommandRun();

        var code = await run.RunAsync(arguments.Split(' '));

        Assert.Equal(ExitCodes.WrongUsage, code);
        Assert.Contains(expected, run.Output + run.Errors, StringComparison.Ordinal);
        Assert.Contains(alsoExpected, run.Output + run.Errors, StringComparison.Ordinal);
        Assert.Contains("gateway --help", run.Errors, StringComparison.Ordinal);
        Assert.Null(run.ServedWith);
    }

    [Fact]
    public async Task Version_Names_The_Product_And_The_Runtime()
    {
        using var run = new CommandRun();

        Assert.Equal(ExitCodes.Done, await run.RunAsync("--version"));

        Assert.Matches(@"^gateway \d+\.\d+\.\d+ \(\.NET 10\.", run.Output);
    }

    [Theory]
    [InlineData("")]
    [InlineData("check")]
    [InlineData("init")]
    [InlineData("plugins")]
    public async Task Help_Shows_How_A_Command_Is_Used(string command)
    {
        using var run = new CommandRun();

        Assert.Equal(ExitCodes.Done, await run.RunAsync([.. command.Split(' ', StringSplitOptions.RemoveEmptyEntries), "--help"]));

        Assert.Contains("Examples:", run.Output, StringComparison.Ordinal);
        Assert.Contains($"  gateway {command}".TrimEnd(), run.Output, StringComparison.Ordinal);
        Assert.Null(run.ServedWith);
    }
}
