using System.Globalization;
using System.Text.Json;
using Gateway.SecurityTests.Rows;

namespace Gateway.SecurityTests.Promises;

/// <summary>What an answer may be, and may say.</summary>
internal static class AnswerPromises
{
    // Of a machine that runs several worlds at once; a deadline that does not hold is missed by far more.
    private static readonly TimeSpan Pauses = TimeSpan.FromSeconds(5);

    // What a caller may be told. Nothing in it depends on what was found out about an address.
    private static readonly string[] Generic =
    [
        "can't be blank", "is not a valid address", "cannot be reached from here", "is not a GitLab instance", "is not valid",
        "is not supported", "is already linked", "can only be linked in the browser, by OAuth", "lacks the scope api",
        "the body is not valid JSON: at most 8 levels, each name once, no comments, no trailing commas",
        "the body must be application/json in UTF-8", "GitLab cannot answer now: try again later",
    ];

    private static readonly string[] Internals = ["Exception", "   at ", "System.", "/work/", "/tmp/", "/root/", "SQLSTATE", "Npgsql", "LiteDB", "stack"];

    public static string? Status(RowVisit visit, string wanted)
    {
        if (wanted == "proxied")
        {
            return PromiseList.Expect(visit.AllUpstream.Count == 1 && visit.Answer.Status < 500, $"{visit.Answer.Status}, the upstream got {visit.AllUpstream.Count}");
        }

        var found = visit.Answer.Status.ToString(CultureInfo.InvariantCulture);
        return PromiseList.Expect(wanted.Split('|').Contains(found), $"{found} {visit.Answer.Text}");
    }

    public static string? Time(RowVisit visit, string limit)
        => PromiseList.Expect(visit.Elapsed < Pauses + TimeSpan.FromSeconds(int.Parse(limit.TrimEnd('s'), CultureInfo.InvariantCulture)), $"{visit.Elapsed}");

    public static string? Growth(RowVisit visit, string limit)
        => PromiseList.Expect(limit == "+64MiB" && visit.Growth < 64 << 20, $"{visit.Growth >> 20} MiB");

    public static string? IsGeneric(RowVisit visit, string argument)
        => PromiseList.Expect(Texts(visit) is { Count: > 0 } texts && texts.All(Generic.Contains), visit.Answer.Text);

    public static string? LeaksNothing(RowVisit visit, string argument)
    {
        string[] secrets = ["canary-tok-7f3a", visit.A.Bearer, visit.B.Bearer, visit.B.PlatformToken];
        var leaked = secrets.Concat(Internals).FirstOrDefault(text => visit.Text.Contains(text, StringComparison.Ordinal));
        return leaked is null ? null : $"«{leaked}» in {visit.Text}";
    }

    public static string? ReflectsNothing(RowVisit visit, string argument)
        => PromiseList.Expect(
            !visit.Text.Contains("evil.test", StringComparison.OrdinalIgnoreCase) && !visit.Text.Contains("reflect-me", StringComparison.Ordinal),
            visit.Text);

    public static string? IsEscaped(RowVisit visit, string argument)
        => PromiseList.Expect(IsJson(visit, argument) is null && !visit.Answer.Text.Contains('<') && visit.Answer.Body.All(one => one < 0x80), visit.Answer.Text);

    public static string? IsJson(RowVisit visit, string argument)
    {
        if (visit.Answer.Header("Content-Type")?.StartsWith("application/json", StringComparison.Ordinal) != true)
        {
            return $"{visit.Answer.Header("Content-Type")}";
        }

        using var document = JsonDocument.Parse(visit.Answer.Body);
        return null;
    }

    private static List<string> Texts(RowVisit visit)
    {
        using var document = JsonDocument.Parse(visit.Answer.Body);
        var root = document.RootElement;
        return root.TryGetProperty("errors", out var errors)
            ? [.. errors.EnumerateObject().SelectMany(field => field.Value.EnumerateArray()).Select(text => text.GetString()!)]
            : root.TryGetProperty("error", out var error) ? [error.GetString()!] : [];
    }
}
