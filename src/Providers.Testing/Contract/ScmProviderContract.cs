using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Logging;
using Providers.Abstractions;
using Providers.Testing.Calls;
using Providers.Testing.Platforms;
using Providers.Testing.Recordings;
using Providers.Testing.Rules;

namespace Providers.Testing;

/// <summary>
/// Everything that the gateway relies on in a provider, as tests. Derive one public class per <c>scm_type</c>, make the provider in
/// <see cref="CreateProvider"/>, and write the platform's answers into <c>bundle.json</c> beside the test assembly.
/// </summary>
/// <remarks>
/// Cases of a capability that the provider does not implement pass. What the recording must hold is told by the case
/// <see cref="Recording_Covers_Every_Case"/>, all at once; start there.
/// </remarks>
[SuppressMessage("Design", "CA1001", Justification = "The captured logs are a list in memory; disposing them does nothing.")]
public abstract partial class ScmProviderContract
{
    private const string TokenText = "kit-token-3f9b52c7d1e84a60";
    private const string PluginDirectoryKey = "ScmPluginDirectory";

    private readonly Lazy<IScmProvider> _provider;
    private readonly Lazy<ScmRecording> _recording;
    private readonly CapturedLogs _logs = new();

    /// <summary>Called by the test runner for each case.</summary>
    protected ScmProviderContract()
    {
        _provider = new Lazy<IScmProvider>(CreateProvider);
        _recording = new Lazy<ScmRecording>(() => Recording);
    }

    /// <summary>What the platform is known to answer: <c>bundle.json</c> beside the test assembly unless overridden.</summary>
    protected virtual ScmRecording Recording => ScmRecording.Load("bundle.json");

    /// <summary>The instance that most cases use: the provider's fixed one, or <c>https://scm.example.com</c>.</summary>
    protected virtual ScmInstance Instance => Provider.FixedInstance ?? ScmInstance.Parse("https://scm.example.com");

    /// <summary>
    /// The folder that is dropped into <c>plugins/</c>, as the build lays it out. Unless overridden it is what the test project says in
    /// <c>&lt;AssemblyMetadata Include="ScmPluginDirectory" Value="…" /&gt;</c>.
    /// </summary>
    protected virtual string? PluginDirectory => GetType().Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
        .FirstOrDefault(metadata => metadata.Key == PluginDirectoryKey)?.Value;

    /// <summary>For a provider that takes a logger: what it logs is searched for the token. Never null.</summary>
    protected ILoggerFactory LoggerFactory => _logs;

    private IScmProvider Provider => _provider.Value;

    private IReadOnlyDictionary<string, Scenario> Scenarios => _recording.Value.Scenarios;

    /// <summary>Makes the provider, as the gateway does: with its loggers, settings and services. Called once for each case.</summary>
    protected abstract IScmProvider CreateProvider();

    /// <summary>
    /// Where the paths of the recording start. The instance's address unless overridden; override it for a platform whose API has a
    /// host of its own, so that one recording serves for all instances.
    /// </summary>
    /// <param name="instance">The instance of the case.</param>
    protected virtual string GetApiRoot(ScmInstance instance)
    {
        ArgumentNullException.ThrowIfNull(instance);
        return instance.Url;
    }

    private Placeholders PlaceholdersFor(ScmInstance instance) => new(instance.Url, GetApiRoot(instance), TimeProvider.System);

    private RecordedPlatform Recorded(Scenario scenario, ScmInstance instance)
        => new(scenario.Answers, GetApiRoot(instance), PlaceholdersFor(instance));

    private FixedPlatform Always(RecordedAnswer answer) => new(_ => answer, PlaceholdersFor(Instance));

    private async Task<(CallOutcome Outcome, LentHandler Handler)> RunAsync(
        ProviderCall call,
        IPlatform platform,
        JsonObject? input = null,
        ScmInstance? instance = null,
        string token = TokenText,
        CancellationToken cancellationToken = default)
    {
        var handler = new LentHandler(platform);
        var connection = new ScmConnection(instance ?? Instance, ScmAccessToken.Parse(token), handler);
        var outcome = await call.InvokeAsync(Provider, connection, input ?? InputOf(call), cancellationToken);
        return (outcome, handler);
    }

    /// <summary>What the recording's main case of a call asks.</summary>
    private JsonObject InputOf(ProviderCall call) => Scenarios.TryGetValue(call.Name, out var scenario) ? scenario.Input : [];

    /// <summary>A call by its name; null when the provider does not claim it, so that the case passes.</summary>
    private ProviderCall? Claimed(string name) => ProviderCall.Named(name) is var call && call.IsClaimedBy(Provider) ? call : null;

    /// <summary>A scenario of a claimed call; null when the call is not claimed or the platform has no such case.</summary>
    private Scenario? Recorded(string name)
    {
        if (!ScenarioCatalog.Find(name)!.Call.IsClaimedBy(Provider))
        {
            return null;
        }

        return Scenarios.TryGetValue(name, out var scenario)
            ? scenario.Absent is null ? scenario : null
            : throw Judgement.ScenarioMissing(_recording.Value.Origin, ScenarioCatalog.Find(name)!);
    }

    private async Task RunScenarioAsync(string name)
    {
        if (Recorded(name) is { } scenario)
        {
            await RunScenarioAsync(scenario, Instance);
        }
    }

    private async Task RunScenarioAsync(Scenario scenario, ScmInstance instance)
    {
        var known = ScenarioCatalog.Find(scenario.Name)!;
        var platform = Recorded(scenario, instance);
        var (outcome, handler) = await RunAsync(known.Call, platform, scenario.Input, instance);
        new Judgement(known, scenario, outcome, Provider).Judge(platform, handler, PlaceholdersFor(instance));
    }
}
