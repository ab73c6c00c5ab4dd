using System.Globalization;
using System.Text;
using System.Text.Json;
using Gateway.SecurityTests.Rows;
using Tests.Common;

namespace Gateway.SecurityTests.Promises;

/// <summary>What is there afterwards, and whose it is.</summary>
internal static class StatePromises
{
    private const int CallsPerMinute = 600;

    public static async Task<string?> IsAliveAsync(RowVisit visit, string argument)
    {
        var other = visit.World.NewPerson();
        var list = await visit.World.CallAsync("GET", "/v1/scm_integrations", other.Bearer);
        var health = await visit.World.ManageAsync("/health/live");
        return PromiseList.Expect(list.Status == 200 && health.Status == 200, $"{list.Status} and {health.Status}");
    }

    public static string? OnlyOwn(RowVisit visit, string argument)
    {
        string[] others = [visit.B.IntegrationId ?? "-", visit.B.PlatformToken, visit.B.Bearer, visit.B.User.Id];
        return others.Any(text => visit.Text.Contains(text, StringComparison.Ordinal)) ? "somebody else's"
            : visit.Answer.Status == 200 && !visit.Text.Contains(visit.A.IntegrationId!, StringComparison.Ordinal) ? "not one's own"
            : null;
    }

    public static string? EachTheirOwn(RowVisit visit, string argument)
        => PromiseList.Expect(
            visit.Answers is [var first, var second]
                && first.Text.Contains(visit.A.IntegrationId!, StringComparison.Ordinal) && !first.Text.Contains(visit.B.IntegrationId!, StringComparison.Ordinal)
                && second.Text.Contains(visit.B.IntegrationId!, StringComparison.Ordinal) && !second.Text.Contains(visit.A.IntegrationId!, StringComparison.Ordinal),
            "identities were mixed");

    /// <summary>What was created, as the answer shows it; null when nothing was.</summary>
    public static JsonElement? Created(RowVisit visit)
        => visit.Answer.Status == 201 ? JsonDocument.Parse(visit.Answer.Body).RootElement.GetProperty("scm_integration") : null;

    public static string? FieldsOfTheServer(RowVisit visit, string argument)
    {
        if (Created(visit) is not { } made)
        {
            return "nothing was created";
        }

        var age = DateTimeOffset.UtcNow - made.GetProperty("created_at").GetDateTimeOffset();
        return made.GetProperty("id").GetString() == visit.B.IntegrationId ? "the caller's id"
            : made.GetProperty("username").GetString() != "octo" ? "the caller's username"
            : made.GetProperty("email").GetString() != "octo@example.com" ? "the caller's email"
            : made.GetProperty("avatar_url").GetString() != "" ? "the caller's avatar"
            : age > TimeSpan.FromMinutes(5) ? "the caller's time"
            : made.TryGetProperty("access_token", out _) ? "the token"
            : null;
    }

    public static string? LoadsNoType(RowVisit visit, string argument)
        => PromiseList.Expect(AppDomain.CurrentDomain.GetAssemblies().All(one => one.GetName().Name != "System"), "an assembly that a caller named");

    public static async Task<string?> LikeUnknownAsync(RowVisit visit, string argument)
    {
        var unknown = await visit.World.CallAsync("GET", $"/v1/scm_integrations/{Guid.NewGuid()}", visit.A.Bearer);
        return PromiseList.Expect(unknown.Status == 404 && unknown.Text == visit.Answer.Text, visit.Answer.Text);
    }

    /// <summary>Another address in a header buys no further calls.</summary>
    public static async Task<string?> IsCountedByOwnerAsync(RowVisit visit, string argument)
    {
        using var client = await RawHttpClient.ConnectAsync(visit.World.Port);
        var last = 0;
        for (var i = 0; i < CallsPerMinute && last != 429; i++)
        {
            var address = i.ToString(CultureInfo.InvariantCulture);
            await client.WriteAsync(Encoding.ASCII.GetBytes(
                $"GET /v1/scm_integrations HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer {visit.A.Bearer}\r\nX-Forwarded-For: 10.0.0.{address}\r\nX-Real-IP: 10.0.1.{address}\r\n\r\n"));
            last = (await client.ReadAsync()).Status;
        }

        return PromiseList.Expect(last == 429, $"the last call was answered with {last}");
    }
}
