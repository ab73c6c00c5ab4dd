using System.Text.Json;

namespace Providers.Testing.Recordings;

/// <summary>
/// What a platform is known to answer, by scenario. The format is described in the package's README; each answer names the vendor's page
/// that it follows.
/// </summary>
public sealed class ScmRecording
{
    private readonly Dictionary<string, Scenario> _scenarios;

    private ScmRecording(string origin, IEnumerable<Scenario> scenarios)
    {
        Origin = origin;
        _scenarios = scenarios.ToDictionary(scenario => scenario.Name, StringComparer.Ordinal);
    }

    internal string Origin { get; }

    internal IReadOnlyDictionary<string, Scenario> Scenarios => _scenarios;

    /// <summary>Reads a recording from one file or several, each with scenarios of its own.</summary>
    /// <param name="paths">Absolute, or relative to the folder of the test assembly.</param>
    /// <exception cref="ContractBrokenException">A file is missing or not a recording; the message says where and why.</exception>
    public static ScmRecording Load(params IReadOnlyList<string> paths)
    {
        ArgumentNullException.ThrowIfNull(paths);
        List<ScmRecording> parts = [.. paths.Select(LoadOne)];
        var twice = parts.SelectMany(part => part.Scenarios.Keys).GroupBy(name => name).FirstOrDefault(group => group.Count() > 1)?.Key;
        return twice is null
            ? new ScmRecording(string.Join(" and ", parts.Select(part => part.Origin)), parts.SelectMany(part => part.Scenarios.Values))
            : throw ContractBrokenException.Because(
                "Each scenario stands in one file.", $"«{twice}» stands in two of {string.Join(", ", paths)}", "remove it from one of them.");
    }

    /// <summary>Reads a recording from its JSON text.</summary>
    /// <param name="json">The text.</param>
    /// <param name="origin">How messages call it.</param>
    /// <exception cref="ContractBrokenException">The text is not a recording; the message says where and why.</exception>
    public static ScmRecording Parse(string json, string origin = "recording")
    {
        ArgumentNullException.ThrowIfNull(json);
        try
        {
            using var document = JsonDocument.Parse(json, new JsonDocumentOptions
            {
                AllowTrailingCommas = true,
                AllowDuplicateProperties = false,
                CommentHandling = JsonCommentHandling.Skip,
            });
            return new ScmRecording(origin, new RecordingReader(origin).Read(document.RootElement));
        }
        catch (JsonException e)
        {
            throw ContractBrokenException.Because(
                $"{origin} is a JSON document.", e.Message, "mend the text at the line that the message names.", e);
        }
    }

    private static ScmRecording LoadOne(string path)
    {
        var file = Path.Combine(AppContext.BaseDirectory, path);
        return File.Exists(file)
            ? Parse(File.ReadAllText(file), Path.GetFileName(file))
            : throw ContractBrokenException.Because(
                "The platform's recorded answers are read from a file beside the test assembly.",
                $"there is no file {file}",
                $"write it, and add <Content Include=\"{path}\" CopyToOutputDirectory=\"PreserveNewest\" /> to the test project.");
    }
}
