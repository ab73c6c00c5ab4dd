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
        var needles = Beginnings.Concat(secrets.Where(secret => !Beginnings.Any(secret.StartsWith))).Distinct().SelectMany(FormsOf).ToList();
        var found = new List<string>();
        foreach (var file in FilesOf(plan))
        {
            var content = await File.ReadAllBytesAsync(file);
            found.AddRange(needles
                .Select(needle => (needle.Form, At: content.AsSpan().IndexOf(needle.Bytes)))
                .Where(hit => hit.At >= 0)
                .Select(hit => $"{Path.GetRelativePath(plan.Scratch, file)}: {hit.Form}: {Around(content, hit.At)}"));
        }

        return found;
    }

    public static IReadOnlyList<string> FilesOf(WorldPlan plan)
        => [.. Directory.EnumerateFiles(plan.Scratch, "*", SearchOption.AllDirectories).Where(file => !Ours.Contains(Path.GetFileName(file)))];

    private static IEnumerable<(string Form, byte[] Bytes)> FormsOf(string secret)
    {
        var bytes = Encoding.UTF8.GetBytes(secret);
        yield return ("plain", bytes);
        yield return ("UTF-16", Encoding.Unicode.GetBytes(secret));
        yield return ("hexadecimal", Encoding.ASCII.GetBytes(Convert.ToHexStringLower(bytes)));
        yield return ("hexadecimal", Encoding.ASCII.GetBytes(Convert.ToHexString(bytes)));
        yield return ("percent-encoded", Encoding.ASCII.GetBytes(string.Concat(bytes.Select(one => $"%{one:X2}"))));
        yield return ("percent-encoded", Encoding.ASCII.GetBytes(string.Concat(bytes.Select(one => $"%{one:x2}"))));
        yield return ("percent-encoded", Encoding.ASCII.GetBytes(secret.Replace("-", "%2D", StringComparison.Ordinal)));
        yield return ("JSON", Encoding.ASCII.GetBytes(secret.Replace("-", "\\u002D", StringComparison.Ordinal)));

        // Base64 looks another way wherever in its text the token begins; without the ends, which depend on what stands beside it.
        for (var before = 0; before < Alignments; before++)
        {
            var text = Convert.ToBase64String([.. new byte[before], .. bytes]);
            yield return ("base64", Encoding.ASCII.GetBytes(text[(before == 0 ? 0 : 4)..(text.Length - 4)]));
        }
    }

    private static string Around(byte[] content, int at)
    {
        var from = Math.Max(0, at - 200);
        return Encoding.UTF8.GetString(content, from, Math.Min(content.Length - from, 300));
    }
}
