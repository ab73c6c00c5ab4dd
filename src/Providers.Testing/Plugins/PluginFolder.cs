using System.Reflection;
using System.Text.Json;
using Providers.Abstractions;

namespace Providers.Testing.Plugins;

/// <summary>What a plugin's folder must hold, and must not.</summary>
internal static class PluginFolder
{
    /// <summary>The contract and what it stands on: one copy, the gateway's, or types would not be the same on both sides.</summary>
    public static IReadOnlySet<string> SharedAssemblies { get; } = Closure();

    public static IReadOnlyList<string> ProblemsOf(string folder, string name)
    {
        if (!File.Exists(Path.Combine(folder, $"{name}.dll")))
        {
            return [$"there is no {name}.dll in {folder}: build the plugin first"];
        }

        var shipped = SharedAssemblies.Where(shared => File.Exists(Path.Combine(folder, $"{shared}.dll")))
            .Select(shared => $"{shared}.dll is shipped, and the gateway brings it");
        var deps = Path.Combine(folder, $"{name}.deps.json");
        return File.Exists(deps)
            ? [.. shipped, .. MissingFrom(folder, deps)]
            : [.. shipped, $"there is no {name}.deps.json, by which the plugin's own dependencies are found"];
    }

    private static List<string> MissingFrom(string folder, string deps)
    {
        using var document = JsonDocument.Parse(File.ReadAllText(deps));
        List<string> missing = [];
        foreach (var target in document.RootElement.GetProperty("targets").EnumerateObject())
        {
            foreach (var library in target.Value.EnumerateObject())
            {
                if (library.Value.TryGetProperty("runtime", out var runtime))
                {
                    missing.AddRange(runtime.EnumerateObject()
                        .Select(asset => Path.GetFileName(asset.Name))
                        .Where(file => !SharedAssemblies.Contains(Path.GetFileNameWithoutExtension(file)) && !File.Exists(Path.Combine(folder, file)))
                        .Select(file => $"{file} is a dependency, and is not in the folder"));
                }
            }
        }

        return missing;
    }

    private static HashSet<string> Closure()
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        var waiting = new Queue<Assembly>([typeof(IScmProvider).Assembly]);
        while (waiting.TryDequeue(out var assembly))
        {
            if (names.Add(assembly.GetName().Name!))
            {
                foreach (var reference in assembly.GetReferencedAssemblies().Where(r => r.Name!.StartsWith("Microsoft.Extensions.", StringComparison.Ordinal)))
                {
                    waiting.Enqueue(Assembly.Load(reference));
                }
            }
        }

        return names;
    }
}
