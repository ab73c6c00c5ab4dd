using System.Diagnostics;
using System.Text.RegularExpressions;

namespace Sandbox.Tests;

public sealed partial class SandboxTests
{
    [Fact]
    public async Task Smoke_Links_Lists_Shows_And_Unlinks_And_Exits_0()
    {
        using var sandbox = new SandboxProcess("--smoke");
        Assert.True(await sandbox.WaitForExitAsync() == 0, sandbox.Output);
        Assert.Equal(2, Occurrences(sandbox.Output, "< 201 "));
        Assert.Equal(2, Occurrences(sandbox.Output, "< 204 "));
    }

    [Fact]
    public async Task An_Unknown_Option_Exits_2_And_Tells_The_Known_Ones()
    {
        using var sandbox = new SandboxProcess("--smok");
        Assert.Equal(2, await sandbox.WaitForExitAsync());
        Assert.Contains("--smoke", sandbox.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_Lines_That_It_Prints_Work_As_Pasted()
    {
        using var sandbox = new SandboxProcess();
        var welcome = await sandbox.WaitForWelcomeAsync();
        var lines = welcome.Split('\n').Where(line => line.StartsWith("GATEWAY=", StringComparison.Ordinal)
            || line.StartsWith("AUTH=", StringComparison.Ordinal)
            || line.StartsWith("JSON=", StringComparison.Ordinal)
            || line.StartsWith("curl ", StringComparison.Ordinal));
        AssertAllSucceed(await RunAsync(string.Join('\n', lines)), expected: 7);
    }

    [Fact]
    public async Task The_Lines_Of_The_Readme_Work_As_Pasted()
    {
        using var sandbox = new SandboxProcess();
        var ports = Ports().Matches(await sandbox.WaitForWelcomeAsync()).Select(match => match.Groups[1].Value).ToList();
        var readme = await File.ReadAllTextAsync(Path.Combine(Root(), "README.md"));
        var script = Block().Match(readme).Groups[1].Value;

        // The well-known ports may be taken on this machine; the sandbox then says which it has instead.
        script = script
            .Replace("127.0.0.1:8080", $"127.0.0.1:{ports[0]}", StringComparison.Ordinal)
            .Replace("127.0.0.1:9002", $"127.0.0.1:{Port(sandbox.Output, "GitHub Enterprise")}", StringComparison.Ordinal)
            .Replace("127.0.0.1:9003", $"127.0.0.1:{Port(sandbox.Output, "GitLab")}", StringComparison.Ordinal);
        AssertAllSucceed(await RunAsync(script), expected: 14);
    }

    // Each curl is made to say its status on a line of its own.
    private static async Task<string> RunAsync(string script)
    {
        using var bash = Process.Start(new ProcessStartInfo("bash", ["-eu", "-c", $"curl() {{ command curl -w '\\nstatus=%{{http_code}}\\n' \"$@\"; }}\n{script}"])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        var output = await bash.StandardOutput.ReadToEndAsync();
        await bash.WaitForExitAsync();
        Assert.True(bash.ExitCode == 0, output + await bash.StandardError.ReadToEndAsync());
        return output;
    }

    private static void AssertAllSucceed(string output, int expected)
    {
        var statuses = Statuses().Matches(output).Select(match => match.Groups[1].Value).ToList();
        Assert.Equal(expected, statuses.Count);
        Assert.True(statuses.TrueForAll(status => status[0] == '2'), output);
    }

    private static string Port(string welcome, string name) => Regex.Match(welcome, $@"^{name}\s+http://127\.0\.0\.1:(\d+)", RegexOptions.Multiline).Groups[1].Value;

    private static int Occurrences(string text, string part) => text.Split(part).Length - 1;

    private static string Root()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Gateway.sln")))
        {
            folder = folder.Parent!;
        }

        return folder.FullName;
    }

    [GeneratedRegex(@"^status=(\d+)$", RegexOptions.Multiline)]
    private static partial Regex Statuses();

    [GeneratedRegex(@"^The gateway\s+http://127\.0\.0\.1:(\d+)", RegexOptions.Multiline)]
    private static partial Regex Ports();

    [GeneratedRegex(@"<!-- run against the sandbox.*?```sh\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex Block();
}
