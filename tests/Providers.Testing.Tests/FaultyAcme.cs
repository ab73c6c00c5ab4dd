using System.Text.Json.Nodes;
using Providers.Abstractions;
using Providers.Testing.Recordings;
using Providers.Testing.Tests.Acme;

namespace Providers.Testing.Tests;

/// <summary>Runs single cases of the kit against a provider with a fault, or with a recording that was changed.</summary>
internal sealed class FaultyAcme : ScmProviderContract
{
    public Fault Fault { get; init; }

    public Func<IScmProvider>? Make { get; init; }

    public Action<JsonObject>? ChangeRecording { get; init; }

    public string? Folder { get; init; }

    protected override ScmRecording Recording
    {
        get
        {
            var json = JsonNode.Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "bundle.json")))!;
            ChangeRecording?.Invoke(json["scenarios"]!.AsObject());
            return ScmRecording.Parse(json.ToJsonString(), "bundle.json");
        }
    }

    protected override string? PluginDirectory => Folder ?? base.PluginDirectory;

    /// <summary>Runs a case by its name; returns what it complains of, or null when it passes.</summary>
    public async Task<string?> RunAsync(string name, string? call)
    {
        var method = typeof(ScmProviderContract).GetMethod(name) ?? throw new InvalidOperationException($"The kit has no case {name}.");
        try
        {
            if (method.Invoke(this, System.Reflection.BindingFlags.DoNotWrapExceptions, null, call is null ? [] : [call], null) is Task task)
            {
                await task;
            }

            return null;
        }
        catch (ContractBrokenException e)
        {
            return e.Message;
        }
    }

    protected override IScmProvider CreateProvider() => Make?.Invoke() ?? new AcmeProvider(LoggerFactory) { Fault = Fault };
}
