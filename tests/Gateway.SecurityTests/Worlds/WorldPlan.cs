using System.Text.Json;

namespace Gateway.SecurityTests.Worlds;

/// <summary>What the process in the namespace is to do. Goes to it, and its results come back, as a file.</summary>
internal sealed record WorldPlan
{
    public required WorldKind Kind { get; init; }

    /// <summary>Only these rows, by name; all that belong to the world where it is null.</summary>
    public IReadOnlyList<string>? Rows { get; init; }

    /// <summary>Whether everything is logged and traced, and all of it kept in <see cref="Scratch"/> to be searched.</summary>
    public bool IsLoud { get; init; }

    /// <summary>A folder for the store, and for what is to be searched.</summary>
    public required string Scratch { get; init; }

    public string ResultFile => Path.Combine(Scratch, "results.json");

    public string SecretFile => Path.Combine(Scratch, "secrets.json");

    public static async Task<WorldPlan> ReadAsync(string file) => JsonSerializer.Deserialize<WorldPlan>(await File.ReadAllTextAsync(file))!;

    public async Task<string> WriteAsync()
    {
        var file = Path.Combine(Scratch, "plan.json");
        await File.WriteAllTextAsync(file, JsonSerializer.Serialize(this));
        return file;
    }
}
