using System.Text.Json;

namespace Gateway.Plugins.Inspection;

/// <summary>A plugin's <c>.deps.json</c>: which files it says it brings.</summary>
internal static class DependencyManifest
{
    private const string RuntimeTargets = "runtimeTargets";

    private static readonly string[] AssetKinds = ["runtime", "native", RuntimeTargets, "resources"];

    // Of two members of one name the runtime may take the other.
    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false };

    /// <summary>
    /// Compares the manifest with the files of its folder. A missing assembly is a problem; a missing library for some other kind of
    /// machine is worth a warning; a missing translation is neither. The problem goes on after «the plugin»'s name.
    /// </summary>
    public static (string? Problem, string? Warning) Check(string path)
    {
        var name = Path.GetFileName(path);
        var directory = Path.GetDirectoryName(path)!;
        try
        {
            using var document = JsonDocument.Parse(File.ReadAllBytes(path), Strict);
            var assets = Assets(document.RootElement).ToList();
            var outside = assets.Find(asset => Path.IsPathRooted(asset.Path) || asset.Path.Split('/', '\\').Contains(".."));
            if (outside.Path is not null)
            {
                return ($"has a «{name}» that names «{outside.Path}», which leads out of its folder.", null);
            }

            // The runtime reads these without looking, and falls.
            if (assets.Find(asset => asset.Kind == RuntimeTargets && !IsForSomeMachine(asset.Value)).Path is { } unclear)
            {
                return ($"has a «{name}» that does not say what «{unclear}» is for: «rid» and «assetType» must be texts.", null);
            }

            var missing = assets.Where(asset => !IsThere(asset.Kind, asset.Path, directory)).ToLookup(asset => asset.Kind == "runtime");
            return (
                Sentence("has", name, missing[true], "A plugin is the whole output of «dotnet publish»."),
                Sentence("it has", name, missing[false], "It cannot run where they are needed."));
        }
        catch (JsonException)
        {
            return ($"has a «{name}» that is not JSON, or has two members of one name.", null);
        }
    }

    /// <summary>The names of the files that may be loaded because it names them, without their folders; none when it is not there.</summary>
    public static IReadOnlySet<string> FileNames(string path)
    {
        if (!File.Exists(path))
        {
            return new HashSet<string>();
        }

        using var document = JsonDocument.Parse(File.ReadAllBytes(path), Strict);
        return Assets(document.RootElement).Select(asset => asset.Path.Split('/', '\\')[^1]).ToHashSet(StringComparer.OrdinalIgnoreCase);
    }

    private static string? Sentence(string has, string name, IEnumerable<(string Kind, string Path, JsonElement Value)> missing, string advice)
        => string.Join(", ", missing.Select(asset => asset.Path).Distinct().Order(StringComparer.Ordinal)) is { Length: > 0 } paths
            ? $"{has} a «{name}» that lists files which are not in its folder: {paths}. {advice}"
            : null;

    private static IEnumerable<(string Kind, string Path, JsonElement Value)> Assets(JsonElement root)
    {
        if (root.ValueKind != JsonValueKind.Object || !root.TryGetProperty("targets", out var targets))
        {
            return [];
        }

        return from target in Properties(targets)
               from library in Properties(target.Value)
               from kind in AssetKinds
               where library.Value.ValueKind == JsonValueKind.Object && library.Value.TryGetProperty(kind, out _)
               from asset in Properties(library.Value.GetProperty(kind))
               where Path.GetFileName(asset.Name) != "_._"
               select (kind, asset.Name, asset.Value);
    }

    private static bool IsForSomeMachine(JsonElement target) => IsText(target, "rid") && IsText(target, "assetType");

    private static bool IsText(JsonElement element, string name)
        => element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String;

    private static JsonElement.ObjectEnumerator Properties(JsonElement element)
        => element.ValueKind == JsonValueKind.Object ? element.EnumerateObject() : default;

    // What fits every machine lies flat beside the plugin; what is for particular ones keeps its folder.
    private static bool IsThere(string kind, string asset, string directory)
        => kind == "resources"
        || SharedAssemblies.All.ContainsKey(Path.GetFileNameWithoutExtension(asset))
        || File.Exists(Path.Combine(directory, asset))
        || (kind != RuntimeTargets && File.Exists(Path.Combine(directory, Path.GetFileName(asset))));
}
