using System.Text;
using System.Text.Json;

namespace Gateway.Configuration;

/// <summary>The file that an operator begins with: the shipped settings, with every value behind slashes.</summary>
internal static class SettingsTemplate
{
    public const string FileName = "appsettings.json";

    public const string SchemaFileName = "appsettings.schema.json";

    private const string Head =
        $$"""
        {
          "$schema": "./{{SchemaFileName}}",

          // The gateway's settings. Each stands here with its default, behind slashes: take them away in front of what you change.
          // The environment (Gateway__Identity__Mode=Jwt) and the command line (--Gateway:Identity:Mode=Jwt) win over this file.

        """;

    private const string Destinations = "// \"Destinations\":";

    /// <param name="upstream">The auth API's address; null leaves it to be written.</param>
    public static string Create(string? upstream)
    {
        var lines = Read(FileName).ReplaceLineEndings("\n").TrimEnd().Split('\n');
        var text = new StringBuilder(Head);

        // What stands above the first empty line speaks of the shipped file.
        foreach (var line in lines.SkipWhile(line => line.Length > 0))
        {
            text.Append(Convert(line, upstream)).Append('\n');
        }

        return text.ToString();
    }

    public static string ReadSchema() => Read(SchemaFileName);

    public static Stream Open(string name) => typeof(SettingsTemplate).Assembly.GetManifestResourceStream(name)
        ?? throw new InvalidOperationException($"The program lacks its {name}.");

    private static string Convert(string line, string? upstream)
    {
        var content = line.TrimStart();
        var indent = line[..^content.Length];
        if (content.StartsWith(Destinations, StringComparison.Ordinal))
        {
            return upstream is null
                ? line
                : $"{indent}\"Destinations\": {{ \"primary\": {{ \"Address\": {JsonSerializer.Serialize(upstream, SettingsJsonContext.Default.String)} }} }}{(content.EndsWith(',') ? "," : "")}";
        }

        // Objects that go on in the next line stay, so that a value below is set by taking away its slashes alone.
        return content.StartsWith('"') && !content.EndsWith('{') ? $"{indent}// {content}" : line;
    }

    private static string Read(string name)
    {
        using var reader = new StreamReader(Open(name));
        return reader.ReadToEnd();
    }
}
