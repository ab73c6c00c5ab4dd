using Gateway.Plugins.Loading;

namespace Gateway.Plugins.Inspection;

/// <summary>
/// Judges a plugin by its files alone. A mismatch that the runtime would answer with a missing method in the middle of a call, or
/// with a second copy of the contract whose types fit nowhere, is a sentence here, and nothing of the plugin has run.
/// </summary>
internal sealed class PluginInspector
{
    private readonly ContractSurface _contract = new(SharedAssemblies.Contract);

    /// <summary>Every sentence goes on after «the plugin»'s name.</summary>
    public PluginInspection Inspect(PluginCopy copy)
    {
        var file = copy.Folder.MainAssembly;
        if (!File.Exists(copy.MainAssembly))
        {
            return Refused($"has no «{file}»: a plugin is named like its folder.");
        }

        using var main = AssemblyMetadata.TryOpen(copy.MainAssembly);
        if (main is null)
        {
            return Refused($"is no .NET assembly (file {file}).");
        }

        var inspection = new PluginInspection { Version = main.InformationalVersion, ContractVersion = main.Metadata(SharedAssemblies.ContractVersionKey) };
        if (ProblemOf(main, copy.Folder) is { } problem)
        {
            return inspection with { Problem = problem };
        }

        var (missing, warning) = CheckManifest(copy);
        return inspection with
        {
            Problem = missing ?? copy.Files.Select(part => ProblemOf(part, copy)).FirstOrDefault(found => found is not null),
            Warnings = warning is null ? [] : [warning],
        };
    }

    private static string? ProblemOf(AssemblyMetadata main, PluginFolder folder)
    {
        var file = folder.MainAssembly;
        if (main.Name != folder.Name)
        {
            return $"holds the assembly «{main.Name}», and must be named like its folder (file {file}).";
        }

        if (!main.References.Any(reference => reference.Name == SharedAssemblies.ContractName))
        {
            return $"is no plugin: it does not reference {SharedAssemblies.ContractName} (file {file}).";
        }

        var needs = main.Metadata(SharedAssemblies.ContractVersionKey);
        if (needs is null || !Version.TryParse(needs, out var needed))
        {
            return $"does not say which contract it was built against: build it with the targets of {SharedAssemblies.ContractName} (file {file}).";
        }

        var offered = Version.Parse(SharedAssemblies.ContractVersion);
        return needed.Major != offered.Major || needed.Minor > offered.Minor
            ? $"needs contract {needed}, the host offers {offered} (file {file})."
            : null;
    }

    private static (string? Problem, string? Warning) CheckManifest(PluginCopy copy)
        => File.Exists(copy.Manifest)
            ? DependencyManifest.Check(copy.Manifest)
            : (null, $"it has no «{Path.GetFileName(copy.Manifest)}»: what it depends on is guessed from the files of its folder.");

    private string? ProblemOf(PluginFile part, PluginCopy copy)
    {
        if (!part.Path.EndsWith(".dll", StringComparison.OrdinalIgnoreCase))
        {
            return null;
        }

        var file = Path.Combine(copy.Folder.Directory, part.Path);
        using var assembly = AssemblyMetadata.TryOpen(Path.Combine(copy.Directory, part.Path));
        if (assembly is null)
        {
            return null;
        }

        foreach (var reference in assembly.References)
        {
            if (SharedAssemblies.All.TryGetValue(reference.Name!, out var shared) && reference.Version > shared.Version)
            {
                return $"needs {reference.Name} {reference.Version}, the host offers {shared.Version} (file {file}).";
            }
        }

        var missing = assembly.Missing(SharedAssemblies.ContractName, _contract).ToList();
        return missing.Count == 0
            ? null
            : $"uses what the host's contract {SharedAssemblies.ContractVersion} does not have: {string.Join("; ", missing)} (file {file}).";
    }

    private static PluginInspection Refused(string problem) => new() { Problem = problem };
}
