using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Gateway.Operations.Commands;
using Gateway.Tests.Operations.Commands;
using Gateway.Tests.ScmIntegrations;
using Tests.Common;

namespace Gateway.Tests.Plugins;

/// <summary>What users and operators see of plugins that go and come back while the gateway runs.</summary>
public sealed class PluginLifeTests : IAsyncLifetime
{
    private const string Plugin = "Providers.GitHubEnterprise";
    private const string Path = "/v1/scm_integrations";
    private const string Url = "https://ghe.example.com";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly string _owner = ApiFixture.NewOwner();
    private readonly ApiFixture _api = new()
    {
        OwnPlugins = [$"plugins/{Plugin}"],
        RequiredType = "github-enterprise",
    };

    public Task InitializeAsync() => _api.InitializeAsync();

    public Task DisposeAsync() => _api.DisposeAsync();

    [Fact]
    public async Task A_Type_That_Goes_Leaves_Its_Integrations_Which_Say_So_And_Work_Again_When_It_Is_Back()
    {
        var id = await _api.LinkAsync(_owner, "github-enterprise", Url, "good-8");
        Assert.Equal("active", await StatusAsync(id));

        Directory.Delete(System.IO.Path.Combine(_api.PluginDirectory, Plugin), recursive: true);
        await UntilAsync("removed");

        Assert.Equal("unknown", await StatusAsync(id));
        var create = await _api.CallAsync(_owner, HttpMethod.Post, Path, Payload.Create("github-enterprise", Url, "good-9"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, create.Status);
        Assert.Equal("is not supported", create.Json.GetProperty("errors").GetProperty("scm_type")[0].GetString());
        var branches = await _api.CallAsync(_owner, HttpMethod.Get, $"{Path}/{id}/branches?repo_name=o/r");
        Assert.Equal(HttpStatusCode.ServiceUnavailable, branches.Status);
        Assert.Equal("github-enterprise is not served by this gateway now", branches.Json.GetProperty("error").GetString());
        Assert.NotNull(branches.Headers.RetryAfter);
        Assert.Equal(["github-enterprise"], (await PluginsAsync()).GetProperty("missing_types").EnumerateArray().Select(type => type.GetString()!));
        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await _api.Gateway.Management.GetAsync("/health/ready")).StatusCode);

        PutThere();
        await UntilAsync("serving");

        Assert.Equal("active", await StatusAsync(id));
        Assert.Equal(HttpStatusCode.OK, (await _api.CallAsync(_owner, HttpMethod.Post, $"{Path}/{id}/check")).Status);
    }

    [Fact]
    public async Task The_Calls_Of_A_Plugin_Are_Told_With_All_That_Is_Known_Of_It()
    {
        await _api.LinkAsync(_owner, "github-enterprise", Url, "good-8");
        await _api.CallAsync(_owner, HttpMethod.Post, Path, Payload.Create("github-enterprise", "https://down.example.com", "good-8"));

        var plugin = (await PluginsAsync()).GetProperty("plugins")[0];
        Assert.Equal((Plugin, "serving", "1.0"), (Text(plugin, "name"), Text(plugin, "state"), Text(plugin, "contract_version")));
        Assert.Equal(["github", "github-enterprise"], plugin.GetProperty("types").EnumerateArray().Select(type => type.GetString()!));
        Assert.Contains("IBranchSource", plugin.GetProperty("capabilities").EnumerateArray().Select(capability => capability.GetString()!));
        Assert.Equal(64, Text(plugin, "sha256").Length);
        Assert.Equal((2, 1), (plugin.GetProperty("calls").GetInt32(), plugin.GetProperty("failures").GetInt32()));
        Assert.True(plugin.GetProperty("mean_latency_seconds").GetDouble() > 0);

        using var run = new CommandRun();
        Assert.Equal(ExitCodes.Done, await run.RunAsync("plugins", "--running", $"--Gateway:Management:Url={_api.Gateway.Management.BaseAddress}"));
        var columns = run.Output.TrimEnd('\n').Split('\t');
        Assert.Equal([Plugin, Text(plugin, "version"), "serving", "1.0", "github, github-enterprise"], columns.Take(5));
        Assert.Equal(["2", "1"], columns.Skip(6).Take(2));
        Assert.Equal(Text(plugin, "sha256"), columns[10]);
    }

    [Fact]
    public async Task A_Gateway_That_Does_Not_Run_Is_Told()
    {
        using var run = new CommandRun();

        Assert.Equal(ExitCodes.Failed, await run.RunAsync("plugins", "--running", "--Gateway:Management:Url=http://127.0.0.1:1"));

        Assert.Contains("No gateway answers at http://127.0.0.1:1/plugins (Gateway:Management:Url)", run.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_Command_Lists_What_A_Start_Would_Serve()
    {
        using var run = new CommandRun();

        Assert.Equal(ExitCodes.Done, await run.RunAsync("plugins", $"--Gateway:Plugins:Directory={_api.PluginDirectory}"));
        Assert.StartsWith($"{Plugin}\t", run.Output, StringComparison.Ordinal);
        Assert.Contains("\tIBranchSource, ", run.Output, StringComparison.Ordinal);

        await File.WriteAllTextAsync(System.IO.Path.Combine(_api.PluginDirectory, Plugin, $"{Plugin}.dll"), "no assembly");
        Assert.Equal(ExitCodes.Failed, await run.RunAsync("plugins", $"--Gateway:Plugins:Directory={_api.PluginDirectory}"));
        Assert.Contains("\trefused\t", run.Output, StringComparison.Ordinal);
        Assert.Contains("is no .NET assembly", run.Output, StringComparison.Ordinal);
    }

    private static string Text(JsonElement plugin, string name) => plugin.GetProperty(name).GetString()!;

    private void PutThere()
    {
        var staged = Directory.CreateDirectory(System.IO.Path.Combine(_api.PluginDirectory, $".{Plugin}")).FullName;
        foreach (var file in Directory.EnumerateFiles(Repository.Path($"plugins/{Plugin}")))
        {
            File.Copy(file, System.IO.Path.Combine(staged, System.IO.Path.GetFileName(file)));
        }

        Directory.Move(staged, System.IO.Path.Combine(_api.PluginDirectory, Plugin));
    }

    private Task<JsonElement> PluginsAsync() => _api.Gateway.Management.GetFromJsonAsync<JsonElement>("/plugins");

    private async Task<string> StatusAsync(string id)
    {
        var list = await _api.CallAsync(_owner, HttpMethod.Get, Path);
        var one = await _api.CallAsync(_owner, HttpMethod.Get, $"{Path}/{id}");
        var status = Text(one.Json.GetProperty("scm_integration"), "status");
        Assert.Equal(status, Text(list.Json.GetProperty("scm_integrations")[0], "status"));
        return status;
    }

    private Task UntilAsync(string state) => Eventually.HoldsAsync(
        async () => (await PluginsAsync()).GetProperty("plugins").EnumerateArray().Any(plugin => Text(plugin, "state") == state),
        Patience,
        $"no plugin is {state}");
}
