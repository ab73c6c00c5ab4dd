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

    /// <summary>Reads a recording from a file.</summary>
    /// <param name="path">Absolute, or relative to the folder of the test assembly.</param>
    /// <exception cref="ContractBrokenException">The file is missing or not a recording; the message says where and why.</exception>
    public static ScmRecording Load(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        var file = Path.Combine(AppContext.BaseDirectory, path);
        return File.Exists(file)
            ? Parse(File.ReadAllText(file), Path.GetFileName(file))
            : throw ContractBrokenException.Because(
                "The platform's recorded answers are read from a file beside the test assembly.",
                $"there is no file {file}",
                $"write it, and add <Content Include=\"{path}\" CopyToOutputDirectory=\"PreserveNewest\" /> to the test project.");
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
}
