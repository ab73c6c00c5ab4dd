using System.Globalization;
using System.Text;
using Gateway.SecurityTests.Worlds;
using Tests.Common;

namespace Gateway.SecurityTests.Leaks;

/// <summary>Whatever callers say, the exposition stays as long as it is.</summary>
internal static class MetricLabels
{
    private const string Path = "/v1/scm_integrations";

    public static async Task ManyAsync(WorldPlan plan)
    {
        const int Ids = 9000;
        const int Addresses = 1000;
        await using var world = await World.StartAsync(plan, new Dictionary<string, string>
        {
            ["Gateway:Limits:PerOwnerPerMinute"] = "1000000",
            ["Gateway:Limits:CreatesPerOwnerPerMinute"] = "1000000",
        });
        var person = await world.NewLinkedPersonAsync();
        using var client = await RawHttpClient.ConnectAsync(world.Port);
        for (var i = 0; i < Ids; i++)
        {
            await client.WriteAsync($"GET {Path}/{Guid.NewGuid()} HTTP/1.1\r\nHost: h{i.ToString(CultureInfo.InvariantCulture)}.test\r\nAuthorization: Bearer {person.Bearer}\r\n\r\n");
            Assert.Equal(404, (await client.ReadAsync()).Status);
        }

        for (var i = 0; i < Addresses; i++)
        {
            var body = World.CreateBody(string.Create(CultureInfo.InvariantCulture, $"https://10.{i / 250}.{i % 250}.7/label-canary"), "t");
            await client.WriteAsync(Encoding.ASCII.GetBytes(
                $"POST {Path} HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer {person.Bearer}\r\nContent-Type: application/json\r\nContent-Length: {body.Length}\r\n\r\n{body}"));
            Assert.Equal(422, (await client.ReadAsync()).Status);
        }

        var lines = (await world.ManageAsync("/metrics")).Text.Split('\n').Where(line => line.StartsWith("gateway_", StringComparison.Ordinal)).ToList();
        Assert.NotEmpty(lines);
        Assert.InRange(lines.Count(line => !line.Contains("_bucket{", StringComparison.Ordinal)), 1, 200);
        Assert.All(
            (string[])[person.IntegrationId!, person.User.Id, person.Bearer, "label-canary", "10.0.", ".test", "ssrf"],
            text => Assert.DoesNotContain(lines, line => line.Contains(text, StringComparison.Ordinal)));
    }
}
