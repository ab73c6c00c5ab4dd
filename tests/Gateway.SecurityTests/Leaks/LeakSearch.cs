using System.Buffers;
using System.Text;
using System.Text.Json;
using Gateway.Operations.Commands;
using Gateway.SecurityTests.Worlds;

namespace Gateway.SecurityTests.Leaks;

/// <summary>
/// After a loud run everything that left the gateway beside its answers lies in one folder: its log, the audit log in it, spans, exceptions,
/// metrics, the store's files and a backup. None may hold a token, in any form.
/// </summary>
internal static class LeakSearch
{
    private const int Alignments = 3;

    /// <summary>How every token of the catalogue begins that is no JWT.</summary>
    private static readonly string[] Beginnings = ["canary-bearer-", "canary-platform-", "canary-tok-", "canary-cookie"];

    private static readonly string[] Ours = ["plan.json", "results.json", "secrets.json"];

    /// <summary>Takes down what can only be had while the gateway runs.</summary>
    public static async Task SaveAsync(World world)
    {
        if (world.Plan.IsLoud)
        {
            await File.WriteAllTextAsync(Path.Combine(world.Plan.Scratch, "metrics.txt"), (await world.ManageAsync("/metrics")).Text);
            await File.WriteAllTextAsync(world.Plan.SecretFile, JsonSerializer.Serialize(world.Secrets));
        }
    }

    /// <summary>Makes a backup of what the gateway of a world has left behind.</summary>
    public static async Task BackUpAsync(World world)
    {
        if (world.Plan.IsLoud)
        {
            var file = Path.Combine(world.Plan.Scratch, "backup");
            var settings = WorldSettings.Of(world).Select(setting => $"--{setting.Key}={setting.Value}");
            Assert.Equal(0, await GatewayCommand.RunAsync(["backup", file, .. settings], _ => Task.CompletedTask));
            Assert.True(File.Exists(file));
        }
    }

    /// <summary>Where something of a token stands.</summary>
    public static async Task<IReadOnlyList<string>> FindAsync(WorldPlan plan)
    {
        var secrets = JsonSerializer.Deserialize<List<string>>(await File.ReadAllTextAsync(plan.SecretFile))!;
        var needles = SearchValues.Create(
            [.. Beginnings.Concat(secrets.Where(secret => !Beginnings.Any(secret.StartsWith))).SelectMany(FormsOf).Distinct()],
            StringComparison.Ordinal);
        var found = new List<string>();
        foreach (var file in FilesOf(plan))
        {
            // Each byte as the character of its value, so that text of any kind can be found in a file of any kind.
            var content = Encoding.Latin1.GetString(await File.ReadAllBytesAsync(file));
            if (content.AsSpan().IndexOfAny(needles) is var at and >= 0)
            {
                found.Add($"{Path.GetRelativePath(plan.Scratch, file)}: {content.AsSpan(Math.Max(0, at - 300), Math.Min(600, content.Length - Math.Max(0, at - 300)))}");
            }
        }

        return found;
    }

    public static IReadOnlyList<string> FilesOf(WorldPlan plan)
        => [.. Directory.EnumerateFiles(plan.Scratch, "*", SearchOption.AllDirectories).Where(file => !Ours.Contains(Path.GetFileName(file)))];

    private static IEnumerable<string> FormsOf(string secret)
    {
        var bytes = Encoding.UTF8.GetBytes(secret);
        yield return secret;
        yield return Encoding.Latin1.GetString(Encoding.Unicode.GetBytes(secret));
        yield return Convert.ToHexStringLower(bytes);
        yield return Convert.ToHexString(bytes);
        yield return string.Concat(bytes.Select(one => $"%{one:X2}"));
        yield return string.Concat(bytes.Select(one => $"%{one:x2}"));
        yield return secret.Replace("-", "%2D", StringComparison.Ordinal);
        yield return secret.Replace("-", "\\u002D", StringComparison.Ordinal);

        // Base64 looks another way wherever in its text the token begins; without the ends, which depend on what stands beside it.
        for (var before = 0; before < Alignments; before++)
        {
            var text = Convert.ToBase64String([.. new byte[before], .. bytes]);
            yield return text[(before == 0 ? 0 : 4)..(text.Length - 4)];
        }
    }
}
