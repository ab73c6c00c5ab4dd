using System.Globalization;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using Gateway.Bench;

if (args is ["pieces", .. var rest])
{
    BenchmarkDotNet.Running.BenchmarkRunner.Run<Pieces>(null, rest);
    return 0;
}

if (args is ["growth", var size])
{
    using var folder = new WorkFolder();
    Console.Out.WriteLine(Growth.Header + "\n" + await new Growth(folder.Path, int.Parse(size, CultureInfo.InvariantCulture)).MeasureAsync());
    return 0;
}

var quick = args.Contains("--quick");
var root = args.First(argument => !argument.StartsWith('-'));
// Many short rounds: what makes the machine slower for a minute then meets all of them.
var (count, seconds) = quick ? (3, 1) : (20, 2);

using var work = new WorkFolder();
var servers = new Servers(root, work.Path);
using var backend = await servers.StartBackendAsync();
using var platform = backend.At(Servers.Platform);
var startups = await Startup.MeasureAsync(
    [
        () => servers.StartGatewayAsync(9410), () => servers.StartBareYarpAsync(9420),
        () => servers.StartNginxAsync(9430), () => servers.StartCaddyAsync(9440),
    ],
    quick ? 2 : 7);

using var gateway = await servers.StartGatewayAsync(9410);
using var yarp = await servers.StartBareYarpAsync(9420);
using var nginx = await servers.StartNginxAsync(9430);
using var caddy = await servers.StartCaddyAsync(9440);
using var floor = await servers.StartFixedJsonAsync(Servers.EventsPort);

await LinkTwoAsync(gateway);

var upload = System.IO.Path.Combine(work.Path, "upload.lua");
await File.WriteAllTextAsync(upload, "wrk.method = 'POST'\nwrk.body = string.rep('x', 1048576)\n");
var create = System.IO.Path.Combine(work.Path, "create.lua");
await File.WriteAllTextAsync(create, $$$"""
    wrk.method = 'POST'
    wrk.headers['Content-Type'] = 'application/json'
    wrk.body = '{"scm_integration":{"scm_type":"gitlab-self-hosted","url":"{{{Servers.Platform}}}","access_token":"glpat-bench"}}'
    local count = 0
    request = function()
      count = count + 1
      wrk.headers['Authorization'] = 'Bearer {{{Servers.Token}}}-creates-' .. count
      return wrk.format()
    end
    """);

var strangers = System.IO.Path.Combine(work.Path, "strangers.lua");
await File.WriteAllTextAsync(strangers, """
    local count = 0
    request = function()
      count = count + 1
      return wrk.format('GET', '/v1/scm_integrations', { ['Authorization'] = 'Bearer stranger-' .. count .. '-' .. os.time() })
    end
    """);

string[] bearer = [$"Authorization: Bearer {Servers.Token}"];
var proxied = new Scenario("proxied GET", "/", 32);
var down = new Scenario("1 MiB down", "/big", 8);
var up = new Scenario("1 MiB up", "/upload", 8, upload);
var own = new Scenario("own list of 2", "/v1/scm_integrations", 32, Headers: bearer);
var fixedJson = new Scenario("fixed JSON", "/json", 32);
var hit = new Scenario("own list, one at a time", "/v1/scm_integrations", 1, Headers: bearer);
var miss = new Scenario("own list, unknown caller", "/v1/scm_integrations", 1, strangers);
var self = new Scenario("upstream's /v1/users/self", "/v1/users/self", 1);
var profile = new Scenario("platform's /api/v4/user", "/api/v4/user", 1);
var link = new Scenario("create", "/v1/scm_integrations", 1, create);

if (args.Contains("--memory"))
{
    using var linking = await servers.StartGatewayAsync(9480, name: "gateway, creates too");
    await LinkTwoAsync(linking);
    Console.Out.WriteLine(await LongLoad.MeasureAsync(
        minutes: 10, (gateway, [proxied, up, down, own]), (yarp, [proxied, up, down]), (linking, [proxied, up, down, own, link])));
    return 0;
}

(Scenario Scenario, Subject Subject)[] plan =
[
    (proxied, gateway), (proxied, yarp), (proxied, nginx), (proxied, caddy),
    (down, gateway), (down, yarp), (up, gateway), (up, yarp),
    (own, gateway), (fixedJson, floor), (hit, gateway), (miss, gateway), (self, backend), (profile, platform), (link, gateway),
    (Streams.Scenario, gateway), (Streams.Scenario, yarp),
];

// What is compiled while it runs has to run for a while before it is measured.
foreach (var (scenario, subject) in plan.Where(one => one.Scenario != Streams.Scenario && (one.Subject == gateway || one.Subject == yarp || one.Subject == floor)))
{
    await Measurement.TakeAsync(scenario, subject, quick ? 1 : 5);
}

var allocations = await CountAllocationsAsync();
var rounds = new Rounds();
for (var round = 1; round <= count; round++)
{
    Console.Error.WriteLine($"round {round} of {count}");
    // There and back again, so that nobody always comes after the same load.
    foreach (var (scenario, subject) in round % 2 == 1 ? plan : plan.Reverse())
    {
        rounds.Add(scenario == Streams.Scenario
            ? await Streams.TakeAsync(subject, seconds)
            : await Measurement.TakeAsync(scenario, subject, seconds));
    }
}

var loaded = (double)gateway.ResidentBytes / yarp.ResidentBytes;
var idle = new Dictionary<int, double>();
foreach (var connections in quick ? [1_000] : new[] { 1_000, 10_000 })
{
    // Pairs, because when a heap was last collected is a matter of luck.
    var ratios = new List<double>();
    for (var pair = 0; pair < (quick ? 1 : 3); pair++)
    {
        ratios.Add(await MeasureIdleAsync(() => servers.StartGatewayAsync(9460), connections)
            / await MeasureIdleAsync(() => servers.StartBareYarpAsync(9470), connections));
    }

    idle[connections] = Measurement.Middle(ratios, ratio => ratio);
}

double P50(Scenario scenario, Subject subject) => rounds.MedianOf(scenario, subject).P50;
double Start(Subject subject) => startups.Single(one => one.Subject == subject.Name).Milliseconds;
double Idle(Subject subject) => startups.Single(one => one.Subject == subject.Name).IdleMegabytes;

static double Cpu(Measurement one) => one.CpuMicroseconds;
static double Throughput(Measurement one) => one.RequestsPerSecond;

List<Target> targets =
[
    new("proxied GET: CPU, gateway / bare YARP", true, 1.00, rounds.Ratio((proxied, gateway), (proxied, yarp), Cpu)),
    new("proxied GET: throughput, gateway / bare YARP", false, 1.00, rounds.Ratio((proxied, gateway), (proxied, yarp), Throughput)),
    new("proxied GET: p99, gateway / bare YARP", true, 1.10, rounds.Ratio((proxied, gateway), (proxied, yarp), one => one.P99)),
    new("proxied GET: throughput, gateway / Caddy", false, 1.50, rounds.Ratio((proxied, gateway), (proxied, caddy), Throughput)),
    new("1 MiB down: throughput, gateway / bare YARP", false, 1.00, rounds.Ratio((down, gateway), (down, yarp), Throughput)),
    new("1 MiB up: throughput, gateway / bare YARP", false, 1.00, rounds.Ratio((up, gateway), (up, yarp), Throughput)),
    new("own list: CPU, gateway / bare YARP's proxied GET", true, 1.00, rounds.Ratio((own, gateway), (proxied, yarp), Cpu)),
    new("own list: throughput, gateway / bare YARP's proxied GET", false, 1.30, rounds.Ratio((own, gateway), (proxied, yarp), Throughput)),
    new("own list: CPU, gateway / Kestrel's fixed JSON", true, 1.50, rounds.Ratio((own, gateway), (fixedJson, floor), Cpu)),
    new("100 event streams: events, gateway / bare YARP", false, 1.00, rounds.Ratio((Streams.Scenario, gateway), (Streams.Scenario, yarp), Throughput)),
    new("100 event streams: CPU per event, gateway / bare YARP", true, 1.00, rounds.Ratio((Streams.Scenario, gateway), (Streams.Scenario, yarp), Cpu)),
    new("identity miss: added ms beyond the upstream's own time", true, 1.00, P50(miss, gateway) - P50(hit, gateway) - P50(self, backend)),
    new("identity miss: questions to the upstream", true, 1.00, await CountQuestionsOfAMissAsync()),
    new("create: ms beyond the platform's own time (two calls) and the upstream's (one)", true, 5.00, P50(link, gateway) - (2 * P50(profile, platform)) - P50(self, backend)),
    .. idle.Select(one => new Target(
        string.Create(CultureInfo.InvariantCulture, $"{one.Key} idle connections: memory of one, gateway / bare YARP"), true, 1.10, one.Value)),
    new("start: first 200, gateway / bare YARP", true, 2.00, Start(gateway) / Start(yarp)),
    new("idle memory, gateway / bare YARP", true, 1.40, Idle(gateway) / Idle(yarp)),
    new("memory after the load, gateway / bare YARP", true, 1.50, loaded),
];

Report.Write(System.IO.Path.Combine(root, "artifacts/bench"), rounds.Medians, allocations, startups, targets);
Console.Out.WriteLine(Report.Markdown(rounds.Medians, allocations, startups, targets));
return 0;

// On a new process: what a load has left unused in a heap would hide what the connections take.
static async Task<double> MeasureIdleAsync(Func<Task<Subject>> startAsync, int connections)
{
    using var subject = await startAsync();
    var each = await IdleConnections.MeasureAsync(subject, connections);
    Console.Error.WriteLine($"{connections} idle connections on {subject.Name}: {each:F1} KiB each");
    return each;
}

async Task<IReadOnlyList<Measurement>> CountAllocationsAsync()
{
    using var countingGateway = await servers.StartGatewayAsync(9460, isCounting: true);
    using var countingYarp = await servers.StartBareYarpAsync(9470, isCounting: true);
    await LinkTwoAsync(countingGateway);
    var ofEach = quick
        ? await Task.WhenAll(CountAsync(countingGateway, proxied, own, miss), CountAsync(countingYarp, proxied))
        : await Task.WhenAll(CountAsync(countingGateway, proxied, down, up, own, miss, link), CountAsync(countingYarp, proxied, down, up));
    return [.. ofEach.SelectMany(counts => counts)];

    async Task<IReadOnlyList<Measurement>> CountAsync(Subject subject, params IReadOnlyList<Scenario> scenarios)
    {
        var counts = new List<Measurement>();
        foreach (var scenario in scenarios)
        {
            await Measurement.TakeAsync(scenario, subject, 1); // fills caches
            counts.Add(await Measurement.TakeAsync(scenario, subject, 1));
        }

        counts.Add(await Streams.TakeAsync(subject, 1));
        return counts;
    }
}

async Task<double> CountQuestionsOfAMissAsync()
{
    var before = await Servers.CountBackendRequestsAsync();
    var load = await Wrk.RunAsync(new Uri(gateway.Address, miss.Path).AbsoluteUri, miss.Connections, 1, [], miss.Script);

    // The question that asks is one too; of the last miss the load may not have waited for the answer.
    var questions = await Servers.CountBackendRequestsAsync() - before - 1;
    return Math.Round((double)questions / load.Requests, 2);
}

async Task LinkTwoAsync(Subject at)
{
    using var client = new HttpClient();
    client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", Servers.Token);
    for (var i = 0; i < 2; i++)
    {
        using var response = await client.PostAsJsonAsync(new Uri(at.Address, "/v1/scm_integrations"), new
        {
            scm_integration = new { scm_type = "gitlab-self-hosted", url = Servers.Platform, access_token = string.Create(CultureInfo.InvariantCulture, $"glpat-{i}") },
        });
        response.EnsureSuccessStatusCode();
    }
}
