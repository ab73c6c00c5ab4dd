using System.Text.Json.Nodes;
using Providers.Abstractions;
using Providers.Testing.Calls;
using Providers.Testing.Platforms;
using Providers.Testing.Recordings;
using Providers.Testing.Rules;
using Xunit;

namespace Providers.Testing;

public abstract partial class ScmProviderContract
{
    private static readonly string[] HostileWords =
        ["a&b=c#d?e", "100%25 %2e%2e/", "x y+z", "é\u4e2d\U0001f600", "\"quoted\"", "..", "'; --", new('w', 2000)];

    private static readonly string[] HostileNames =
    [
        "..", "../../admin/x", "owner/..", "./.", "owner/name?x=1", "owner/name#x", "owner/na&me=1", "owner/%2e%2e", "%2e%2e/%2e%2e",
        "owner", "/", "", "//", "owner//name", "owner/name/", "owner/name/deeper/still", "owner\\name", "owner/na\r\nme", "é/\u4e2d", new('n', 4000),
    ];

    /// <summary>An instance with a port and a path prefix: every address lies below it.</summary>
    [Theory]
    [EveryCall]
    public async Task Port_And_Path_Prefix_Are_Kept_By_Every_Call(string call)
    {
        if (Claimed(call) is null || Recorded(call) is not { } scenario || Provider.FixedInstance is not null)
        {
            return;
        }

        try
        {
            await RunScenarioAsync(scenario, PrefixedInstance);
        }
        catch (ContractBrokenException e)
        {
            throw ContractBrokenException.Because(
                $"{call}: the instance {PrefixedInstance} is asked below its own address.", e.Message,
                "build every address with connection.Instance.Append(\"path\"), which keeps port and prefix.", e);
        }
    }

    /// <summary>A redirect is not followed, wherever it leads: the token would go with it.</summary>
    [Theory]
    [EveryCall]
    public async Task Redirects_Are_Not_Followed_By_Any_Call(string call)
    {
        if (Claimed(call) is not { } claimed)
        {
            return;
        }

        foreach (var status in new[] { 301, 302, 303, 307, 308 })
        {
            foreach (var target in new[] { "https://elsewhere.example.net/api", "{instance}/redirected", "/redirected", "//elsewhere.example.net", "http:" })
            {
                var location = new KeyValuePair<string, string>("Location", target);
                var (outcome, handler) = await RunAsync(claimed, Always(Answers.Of(status, "", MediaTypes.Html, location)));
                var isFollowed = handler.Requests.Any(request =>
                    request.Uri.Host == "elsewhere.example.net" || request.Uri.AbsolutePath.Contains("redirected", StringComparison.Ordinal));
                var isRefused = outcome.Failure?.Reason is ScmFailureReason.NotThisPlatform or ScmFailureReason.InstanceUnreachable;
                if (isFollowed || !isRefused)
                {
                    throw ContractBrokenException.Because(
                        $"{call}: {status} to {target} is not followed, and is NotThisPlatform.",
                        isFollowed ? $"asked {handler.Requests[^1]}" : outcome.ToString(),
                        "treat a 3xx like any other status that the platform does not give here.",
                        outcome.Exception);
                }
            }
        }
    }

    /// <summary>Words to search for stay one value of the query, whatever is in them.</summary>
    [Theory]
    [EveryCall]
    public Task Hostile_Words_Stay_Values(string call) => AskWithAsync(call, CallInput.Text, HostileWords);

    /// <summary>Names of users stay where they belong in the address.</summary>
    [Theory]
    [EveryCall]
    public Task Hostile_User_Names_Stay_In_Their_Place(string call) => AskWithAsync(call, CallInput.User, HostileNames);

    /// <summary>Names of repositories stay where they belong in the address, and lead to no other path of the platform.</summary>
    [Theory]
    [EveryCall]
    public Task Hostile_Repository_Names_Stay_In_Their_Place(string call) => AskWithAsync(call, CallInput.Repository, HostileNames);

    private async Task AskWithAsync(string call, string inputName, IEnumerable<string> values)
    {
        if (Claimed(call) is not { } claimed || !claimed.Inputs.Contains(inputName))
        {
            return;
        }

        foreach (var scenario in ScenarioCatalog.All
            .Where(known => known.Call == claimed && Scenarios.ContainsKey(known.Name))
            .Select(known => Scenarios[known.Name])
            .Where(scenario => scenario.Absent is null && scenario.Input.String(inputName) is { Length: > 0 }))
        {
            foreach (var value in values)
            {
                await AskWithAsync(claimed, scenario, inputName, value);
            }
        }
    }

    private async Task AskWithAsync(ProviderCall call, Scenario scenario, string inputName, string value)
    {
        var parts = scenario.Input.Where(property => property.Value is JsonValue v && v.TryGetValue<string>(out var s) && s.Length > 0)
            .SelectMany(property => property.Value!.GetValue<string>().Split('/', StringSplitOptions.RemoveEmptyEntries))
            .ToList();
        var input = scenario.Input.DeepClone().AsObject();
        input[inputName] = value;
        var platform = new RecordedPlatform(scenario.Answers, GetApiRoot(Instance), PlaceholdersFor(Instance))
        {
            LooseParts = parts,
            Otherwise = Answers.Json(404, "{}"),
        };
        var (outcome, _) = await RunAsync(call, platform, input);
        var shown = value.Length > 60 ? $"{value[..20]}… ({value.Length} characters)" : value;
        RefuseException(call, $"{inputName} «{shown}»", outcome);
        if (platform.Unexpected is [var first, ..])
        {
            throw ContractBrokenException.Because(
                $"{call}: {inputName} «{shown}» stays one value where «{scenario.Input.String(inputName)}» stood (scenario «{scenario.Name}»).",
                platform.Describe(first),
                "escape each value with Uri.EscapeDataString; refuse segments that are empty, «.» or «..» (an address cannot carry them) with an empty list.");
        }
    }
}
