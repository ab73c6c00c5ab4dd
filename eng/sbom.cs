#:property TargetFramework=net10.0
#:property PublishAot=false
#:property JsonSerializerIsReflectionEnabledByDefault=true

// Writes a bill of materials (CycloneDX 1.6, JSON) of the program to standard output: what NuGet restored for it and for the plugins inside it,
// with versions, hashes and licences. The same inputs give the same bytes.
// Usage: dotnet run eng/sbom.cs -- <platform> <program file> <project.assets.json>...
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Xml.Linq;

var (platform, program, assets) = (args[0], args[1], args[2..]);
var components = new SortedDictionary<string, JsonObject>(StringComparer.Ordinal);
var dependencies = new SortedDictionary<string, SortedSet<string>>(StringComparer.Ordinal);
var direct = new SortedSet<string>(StringComparer.Ordinal);

foreach (var file in assets)
{
    using var document = JsonDocument.Parse(File.ReadAllBytes(file));
    Read(document.RootElement);
}

var version = XDocument.Load(Path.Combine(Root(), "Directory.Build.props")).Descendants("Version").First().Value;
var root = $"pkg:generic/gateway@{version}?platform={platform}";
dependencies[root] = direct;
var bom = new JsonObject
{
    ["bomFormat"] = "CycloneDX",
    ["specVersion"] = "1.6",
    ["version"] = 1,
    ["metadata"] = new JsonObject
    {
        ["component"] = new JsonObject
        {
            ["type"] = "application",
            ["bom-ref"] = root,
            ["name"] = "gateway",
            ["version"] = version,
            ["purl"] = root,
            ["hashes"] = new JsonArray(Hash("SHA-256", Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(program))))),
            ["licenses"] = new JsonArray(new JsonObject { ["expression"] = "MIT" }),
        },
    },
    ["components"] = new JsonArray([.. components.Values]),
    ["dependencies"] = new JsonArray([.. dependencies.Select(entry => new JsonObject
    {
        ["ref"] = entry.Key,
        ["dependsOn"] = new JsonArray([.. entry.Value.Where(dependencies.ContainsKey).Select(name => JsonValue.Create(name))]),
    })]),
};
var digest = SHA256.HashData(Encoding.UTF8.GetBytes(bom.ToJsonString()));
bom["serialNumber"] = $"urn:uuid:{new Guid(digest.AsSpan(0, 16))}";
Console.Out.WriteLine(bom.ToJsonString(new JsonSerializerOptions { WriteIndented = true }));

void Read(JsonElement document)
{
    var folders = document.GetProperty("packageFolders").EnumerateObject().Select(folder => folder.Name).ToList();
    var libraries = document.GetProperty("libraries");
    var targets = document.GetProperty("targets").EnumerateObject().ToDictionary(target => target.Name, target => target.Value);
    var target = targets.TryGetValue($"net10.0/{platform}", out var specific) ? specific : targets["net10.0"];

    var versions = target.EnumerateObject().Select(library => library.Name.Split('/')).ToDictionary(
        parts => parts[0], parts => parts[1], StringComparer.OrdinalIgnoreCase);
    foreach (var library in target.EnumerateObject().Where(library => library.Value.GetProperty("type").GetString() == "package"))
    {
        // What is only there while building is not part of the program.
        if (!HasFiles(library.Value, "runtime") && !HasFiles(library.Value, "native") && !HasFiles(library.Value, "runtimeTargets"))
        {
            continue;
        }

        var parts = library.Name.Split('/');
        var about = libraries.GetProperty(library.Name);
        var reference = Add(parts[0], parts[1], about.GetProperty("path").GetString()!, about.GetProperty("sha512").GetString()!, folders);
        var needs = library.Value.TryGetProperty("dependencies", out var list) ? list.EnumerateObject().Select(one => one.Name) : [];
        dependencies[reference] = new SortedSet<string>(
            needs.Where(versions.ContainsKey).Select(name => Purl(name, versions[name])), StringComparer.Ordinal);
    }

    foreach (var name in document.GetProperty("project").GetProperty("frameworks").GetProperty("net10.0")
        .GetProperty("dependencies").EnumerateObject().Select(one => one.Name).Where(versions.ContainsKey))
    {
        direct.Add(Purl(name, versions[name]));
    }

    AddRuntime(document, folders);
}

// The runtime and the web framework, which a self-contained program carries.
void AddRuntime(JsonElement document, List<string> folders)
{
    if (!document.GetProperty("project").GetProperty("frameworks").GetProperty("net10.0").TryGetProperty("downloadDependencies", out var packs))
    {
        return;
    }

    foreach (var pack in packs.EnumerateArray())
    {
        var name = pack.GetProperty("name").GetString()!;
        if (!name.EndsWith($".Runtime.{platform}", StringComparison.Ordinal))
        {
            continue;
        }

        var number = pack.GetProperty("version").GetString()!.Trim('[', ']').Split(',')[0];
        var path = $"{name.ToLowerInvariant()}/{number}";
        var hash = folders.Select(folder => Path.Combine(folder, path, $"{name.ToLowerInvariant()}.{number}.nupkg.sha512"))
            .Where(File.Exists).Select(file => File.ReadAllText(file).Trim()).FirstOrDefault();
        var reference = Add(name, number, path, hash, folders);
        dependencies[reference] = [];
        direct.Add(reference);
    }
}

string Add(string name, string number, string path, string? sha512, List<string> folders)
{
    var purl = Purl(name, number);
    var component = new JsonObject { ["type"] = "library", ["bom-ref"] = purl, ["name"] = name, ["version"] = number, ["purl"] = purl };
    if (sha512 is not null)
    {
        component["hashes"] = new JsonArray(Hash("SHA-512", Convert.ToHexStringLower(Convert.FromBase64String(sha512))));
    }

    if (License(folders, path) is { } license)
    {
        component["licenses"] = new JsonArray(license);
    }

    components[purl] = component;
    return purl;
}

static JsonObject? License(List<string> folders, string path)
{
    var nuspec = folders.Select(folder => Path.Combine(folder, path)).Where(Directory.Exists)
        .SelectMany(folder => Directory.GetFiles(folder, "*.nuspec")).FirstOrDefault();
    var metadata = nuspec is null ? null : XDocument.Load(nuspec).Root?.Elements().First();
    var license = metadata?.Elements().FirstOrDefault(element => element.Name.LocalName == "license");
    if (license is not null && (string?)license.Attribute("type") == "expression")
    {
        return new JsonObject { ["expression"] = license.Value };
    }

    var url = metadata?.Elements().FirstOrDefault(element => element.Name.LocalName == "licenseUrl")?.Value;
    return url is null ? null : new JsonObject { ["license"] = new JsonObject { ["name"] = "see address", ["url"] = url } };
}

static bool HasFiles(JsonElement library, string kind)
    => library.TryGetProperty(kind, out var files) && files.EnumerateObject().Any(file => !file.Name.EndsWith("/_._", StringComparison.Ordinal));

static JsonObject Hash(string algorithm, string content) => new() { ["alg"] = algorithm, ["content"] = content };

static string Purl(string name, string number) => $"pkg:nuget/{name}@{number}";

static string Root()
{
    var folder = Directory.GetCurrentDirectory();
    while (!File.Exists(Path.Combine(folder, "Gateway.sln")))
    {
        folder = Path.GetDirectoryName(folder) ?? throw new InvalidOperationException("Run this inside the repository.");
    }

    return folder;
}
