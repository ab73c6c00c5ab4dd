using System.Text.Json.Nodes;
using Providers.Testing.Recordings;
using Providers.Testing.Rules;
using Xunit;

namespace Providers.Testing;

public abstract partial class ScmProviderContract
{
    /// <summary>The recording has every scenario of every call that the provider claims, well formed; all that is missing is told at once.</summary>
    [Fact]
    public void Recording_Covers_Every_Case()
    {
        var problems = ScenarioCatalog.All.Where(known => known.Call.IsClaimedBy(Provider)).SelectMany(ProblemsOf)
            .Concat(Scenarios.Keys.SelectMany(ProblemsOfName))
            .Concat(Scenarios.Values.Where(scenario => scenario.SinglePage is not null).SelectMany(ProblemsOfSinglePage))
            .ToList();
        if (problems.Count > 0)
        {
            throw ContractBrokenException.Because(
                $"{_recording.Value.Origin} holds the answers for every case of what the provider claims.",
                $"{problems.Count} to do:\n    {string.Join("\n    ", problems)}",
                "write them; the package's README has the format and an example of each.");
        }
    }

    /// <summary>Further scenarios of the author's own, named «call/anything», give what they expect.</summary>
    [Fact]
    public async Task Further_Scenarios_Give_What_They_Expect()
    {
        foreach (var scenario in Scenarios.Values.Where(s => s.Name.Contains('/', StringComparison.Ordinal) && s.Absent is null))
        {
            if (ScenarioCatalog.Find(scenario.Name)?.Call.IsClaimedBy(Provider) == true)
            {
                await RunScenarioAsync(scenario, Instance);
            }
        }
    }

    private IEnumerable<string> ProblemsOf(KnownScenario known)
    {
        if (!Scenarios.TryGetValue(known.Name, out var scenario))
        {
            return [$"«{known.Name}» is missing: {known.Meaning}{(known.MayBeAbsent ? " (or say why in «absent»)" : "")}"];
        }

        return scenario.Absent is not null
            ? known.MayBeAbsent ? [] : [$"«{known.Name}» cannot be absent: {known.Meaning}"]
            : ProblemsInside(known, scenario);
    }

    private static IEnumerable<string> ProblemsInside(KnownScenario known, Scenario scenario)
    {
        if (known.NeededInput is { } needed && scenario.Input[needed] is null)
        {
            yield return $"«{known.Name}» has no «{needed}» in its input";
        }

        foreach (var name in scenario.Input.Select(property => property.Key).Except(known.Call.Inputs))
        {
            yield return $"«{known.Name}» has «{name}» in its input; {known.Call} knows {string.Join(", ", known.Call.Inputs)}";
        }

        if (scenario.Expect is null && known is { Failure: null, IsEmpty: false })
        {
            yield return $"«{known.Name}» has no «expect»: what must come out";
        }

        if (known.Name == ScenarioCatalog.Account && (scenario.Expect?["uid"] is null || scenario.Expect["username"] is null))
        {
            yield return "«account» expects no «uid» or no «username»";
        }

        if (known.Name is ScenarioCatalog.PublicKeys or ScenarioCatalog.Repositories or ScenarioCatalog.PullRequests && scenario.Expect is JsonArray { Count: 0 })
        {
            yield return $"«{known.Name}» expects nothing: record an answer with at least one item";
        }

        if (known.Name == ScenarioCatalog.Branches && scenario is { Answers.Count: < 2, SinglePage: null })
        {
            yield return "«branches» has one answer: record at least two pages, or nobody would see that the second is left out "
                + "(or say in «singlePage» why there is only one)";
        }
    }

    private static IEnumerable<string> ProblemsOfSinglePage(Scenario scenario) => scenario switch
    {
        { Name: not ScenarioCatalog.Branches } => [$"«{scenario.Name}» has «singlePage», which only «{ScenarioCatalog.Branches}» can have"],
        { Answers.Count: > 1 } => [$"«{scenario.Name}» has «singlePage» and {scenario.Answers.Count} answers: it is for a platform that does not page"],
        _ => string.IsNullOrWhiteSpace(scenario.SinglePage) ? [$"«{scenario.Name}» has an empty «singlePage»: say why there is only one page"] : [],
    };

    private IEnumerable<string> ProblemsOfName(string name) => ScenarioCatalog.Find(name) switch
    {
        null => [$"«{name}» means nothing; there are {string.Join(", ", ScenarioCatalog.All.Select(known => known.Name))}, and «call/anything»"],
        var known when !known.Call.IsClaimedBy(Provider) => [$"«{name}» is recorded, and the provider does not implement {known.Call.Capability.Name}"],
        _ => [],
    };
}
