using System.Globalization;
using System.Net;
using Tests.Common;

namespace Gateway.Tests.Operations;

/// <summary>What Prometheus gets of requests, of which an instrument has many series; the others have few, and places for no more.</summary>
public sealed class TelemetryTests
{
    [Fact]
    public async Task Each_Status_That_The_Upstream_Answers_With_Is_Counted_Apart()
    {
        await using var gateway = await RunningGateway.StartAsync();
        gateway.Upstream.Answer = context =>
        {
            context.Response.StatusCode = int.Parse(context.Request.Path.Value![1..], CultureInfo.InvariantCulture);
            return Task.CompletedTask;
        };
        using var client = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false }) { BaseAddress = gateway.Public.BaseAddress };
        for (var status = 200; status < 500; status++)
        {
            using var answer = await client.GetAsync(new Uri(status.ToString(CultureInfo.InvariantCulture), UriKind.Relative));
            Assert.Equal((HttpStatusCode)status, answer.StatusCode);
        }

        // An answer is counted after it has left.
        await Eventually.HoldsAsync(async () => (await ReadStatusesAsync(gateway)).Count >= 300, TimeSpan.FromSeconds(20), "not every status is counted");
    }

    private static async Task<HashSet<string>> ReadStatusesAsync(RunningGateway gateway)
        => [.. (await gateway.Management.GetStringAsync("/metrics")).Split('\n')
            .Where(line => line.StartsWith("http_server_request_duration_seconds_count{", StringComparison.Ordinal))
            .Select(line => line.Split("status_code=\"") is [_, var rest] ? rest[..3] : "overflow")];
}
