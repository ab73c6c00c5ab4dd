using Gateway.Operations.Commands;

namespace Gateway.Tests.Operations.Commands;

public sealed class CommandArgumentsTests
{
    private static readonly HashSet<string> Options = ["--help", "--online", "--from", "--to", "--force"];

    [Theory]
    [InlineData("check --online", "check --online", "")]
    [InlineData("--Urls http://127.0.0.1:1 check", "check", "--Urls http://127.0.0.1:1")]
    [InlineData("check --urls=http://127.0.0.1:1", "check", "--urls=http://127.0.0.1:1")]
    [InlineData("backup --Gateway:Storage:LiteDb:Path /a /b", "backup /b", "--Gateway:Storage:LiteDb:Path /a")]
    [InlineData("backup /b --Gateway:Identity:Mode=Jwt --force", "backup /b --force", "--Gateway:Identity:Mode=Jwt")]
    [InlineData("Gateway:Identity:Mode=Jwt plugins", "plugins", "Gateway:Identity:Mode=Jwt")]
    [InlineData("migrate --from=LiteDb --to Postgres", "migrate --from=LiteDb --to Postgres", "")]
    [InlineData("--environment=Development --contentRoot=/x --anything=1", "", "--environment=Development --contentRoot=/x --anything=1")]
    [InlineData("restore C:\\x=y", "restore C:\\x=y", "")]
    [InlineData("check --onlin", "check --onlin", "")]
    [InlineData("check --Gateway:Adopt", "check", "--Gateway:Adopt")]
    [InlineData("--", "--", "")]
    public void Split_Tells_Settings_From_Words(string arguments, string words, string settings)
    {
        var split = CommandArguments.Split(arguments.Split(' '), Options);

        Assert.Equal(words, string.Join(' ', split.Words));
        Assert.Equal(settings, string.Join(' ', split.Settings));
    }
}
