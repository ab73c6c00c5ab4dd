using System.Collections.Concurrent;
using System.Globalization;
using System.Net;

namespace FaultRun;

/// <summary>What was acknowledged, and what failed that no fault explains.</summary>
internal sealed class Tally
{
    private readonly ConcurrentQueue<Acknowledged> _acknowledged = new();
    private readonly ConcurrentQueue<string> _unexpected = new();
    private volatile Fault _fault = Fault.None;
    private int _answered;
    private int _expected;

    /// <summary>From now on, what this explains is expected.</summary>
    public void Begin(Fault fault) => _fault = fault;

    public void Acknowledge(string door, string bearer, string id) => _acknowledged.Enqueue(new Acknowledged(door, bearer, id));

    public void Answered() => Interlocked.Increment(ref _answered);

    public void Failed(Fault before, string door, string what, HttpStatusCode? status, string body)
    {
        // The fault may have begun, or ended, while the request was under way.
        if (before.Explains(door, what, status) || _fault.Explains(door, what, status))
        {
            Interlocked.Increment(ref _expected);
        }
        else
        {
            _unexpected.Enqueue(string.Create(
                CultureInfo.InvariantCulture, $"{DateTimeOffset.UtcNow:HH:mm:ss} {_fault.Name}: {door}: {what}: {(int?)status} {body}"));
        }
    }

    public Fault Current => _fault;

    public void Unexpected(string what) => _unexpected.Enqueue(what);

    public async Task<bool> ReportAsync(World world)
    {
        var lost = 0;
        using var client = new HttpClient { Timeout = TimeSpan.FromSeconds(30) };
        foreach (var (door, bearer, id) in _acknowledged)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(world.Doors[door], "/v1/scm_integrations/" + id));
            request.Headers.Authorization = new("Bearer", bearer);
            using var answer = await client.SendAsync(request);
            if (answer.StatusCode != HttpStatusCode.OK)
            {
                lost++;
                _unexpected.Enqueue($"{door}: {id} was acknowledged and is answered with {(int)answer.StatusCode}");
            }
        }

        foreach (var what in _unexpected.Take(20))
        {
            await Console.Out.WriteLineAsync("  " + what);
        }

        await Console.Out.WriteLineAsync(string.Create(
            CultureInfo.InvariantCulture,
            $"{_answered} answers; {_acknowledged.Count} links acknowledged, {lost} lost; {_expected} failures that a fault explains, {_unexpected.Count} that none does."));
        return lost == 0 && _unexpected.IsEmpty && !_acknowledged.IsEmpty;
    }

    private sealed record Acknowledged(string Door, string Bearer, string Id);
}
