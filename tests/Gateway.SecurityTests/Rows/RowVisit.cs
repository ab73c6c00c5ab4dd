using System.Diagnostics;
using System.Net;
using System.Text.Json;
using Gateway.SecurityTests.Catalogue;
using Gateway.SecurityTests.Worlds;
using Tests.Common;
using Tests.Common.StandIns.Hosting;

namespace Gateway.SecurityTests.Rows;

/// <summary>One row is sent once, by people of its own, and everything is kept that its promises speak of.</summary>
internal sealed class RowVisit
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(40);
    private static readonly TimeSpan Quiet = TimeSpan.FromSeconds(1);
    private const int Large = 1024 * 1024;

    private readonly int _canaries;
    private readonly int _dialled;
    private readonly int _upstream;
    private readonly int _platforms;
    private readonly string _listOfA;
    private readonly string _listOfB;

    private RowVisit(World world, HostileRow row, Person a, Person b, string listOfA, string listOfB)
    {
        (World, Row, A, B) = (world, row, a, b);
        (_listOfA, _listOfB) = (listOfA, listOfB);
        Placeholders = RowPlaceholders.Of(world, a, b);
        _canaries = world.Canaries.Accepted.Count;
        _dialled = world.Dialler.Dialled.Count;
        _upstream = world.Upstream.Requests.All.Count;
        _platforms = world.Platforms.Requests.Count;
    }

    public World World { get; }

    public HostileRow Row { get; }

    public Person A { get; }

    public Person B { get; }

    public Placeholders Placeholders { get; }

    public IReadOnlyList<RawAnswer> Answers { get; private set; } = [];

    public bool IsClosed { get; private set; }

    public TimeSpan Elapsed { get; private set; }

    /// <summary>How much the process grew while the row was under way, at most.</summary>
    public long Growth { get; private set; }

    /// <summary>What reached the upstream, with the gateway's own questions who is calling.</summary>
    public IReadOnlyList<StandInRequest> AllUpstream { get; private set; } = [];

    public IReadOnlyList<StandInRequest> Upstream => [.. AllUpstream.Where(request => request is not { Method: "GET", Target: "/v1/users/self" })];

    public IReadOnlyList<PlatformRequest> Platforms { get; private set; } = [];

    public IReadOnlyList<string> Canaries { get; private set; } = [];

    public IReadOnlyList<IPEndPoint> AllDialled { get; private set; } = [];

    /// <summary>Besides the platforms' own address.</summary>
    public IReadOnlyList<IPEndPoint> Dialled => [.. AllDialled.Where(endPoint => !endPoint.Address.Equals(World.PlatformAddress))];

    public RawAnswer Answer => Answers.Count > 0 ? Answers[0] : new RawAnswer(0, "nothing", [], []);

    public string Text => string.Join('\n', Answers.Select(answer
        => $"{answer.StatusLine}\n{string.Join('\n', answer.Headers.Select(header => $"{header.Key}: {header.Value}"))}\n\n{answer.Text}"));

    // Readiness asks the auth API whether it is there, at times of its own and without a token.
    private static bool IsProbe(StandInRequest request)
        => request is { Method: "GET", Target: "/v1/users/self" } && request.Header("Authorization") is null;

    public static async Task<RowVisit> PayAsync(World world, HostileRow row)
    {
        var isLinked = !row.IsOutbound && !row.AsksPlatform;
        var (a, b) = isLinked
            ? (await world.NewLinkedPersonAsync(), await world.NewLinkedPersonAsync())
            : (world.NewPerson(), world.NewPerson());
        var visit = new RowVisit(world, row, a, b, await ListAsync(world, a), await ListAsync(world, b));
        await visit.SendAsync();
        return visit;
    }

    public Task<string> ListOfAAsync() => ListAsync(World, A);

    public async Task<bool> IsUnchangedAsync()
        => await ListAsync(World, A) == _listOfA && await ListAsync(World, B) == _listOfB;

    public async Task<int> CountNewAsync() => CountOf(await ListAsync(World, A)) - CountOf(_listOfA);

    private static int CountOf(string list) => JsonDocument.Parse(list).RootElement.GetProperty("scm_integrations").GetArrayLength();

    private static async Task<string> ListAsync(World world, Person person)
    {
        var answer = await world.CallAsync("GET", "/v1/scm_integrations", person.Bearer);
        return answer.Status == 200 ? answer.Text : throw new InvalidOperationException($"A list was answered with {answer.Status}: {answer.Text}");
    }

    private async Task SendAsync()
    {
        var request = RequestText.Of(Row, Placeholders);
        using var watch = MemoryWatch.Start(Row.Promises("rss<+64MiB"));
        var started = Stopwatch.GetTimestamp();
        using (var client = await RawHttpClient.ConnectAsync(World.Port, Patience))
        {
            if (Row.Promises("again"))
            {
                await RawHttpClient.SendOnceAsync(World.Port, System.Text.Encoding.Latin1.GetString(request.Bytes));
            }

            using var answered = new CancellationTokenSource();
            var writing = WriteAsync(client, request.Bytes, answered.Token);
            (Answers, IsClosed) = await client.ReadAllAsync(Quiet, request.IsHead);
            Elapsed = Stopwatch.GetElapsedTime(started);
            await answered.CancelAsync();
            await writing;
        }

        Growth = await watch.StopAsync();
        AllUpstream = [.. World.Upstream.Requests.All.Skip(_upstream).Where(request => !IsProbe(request))];
        Platforms = [.. World.Platforms.Requests.Skip(_platforms)];
        Canaries = [.. World.Canaries.Accepted.Skip(_canaries)];
        AllDialled = [.. World.Dialler.Dialled.Skip(_dialled)];
    }

    // What is large is offered first, so that a refusal is heard before the connection breaks under the rest.
    private static async Task WriteAsync(RawHttpClient client, byte[] bytes, CancellationToken answered)
    {
        try
        {
            var first = bytes.Length > Large ? Large / 16 : bytes.Length;
            await client.WriteAsync(bytes.AsMemory(0, first));
            if (first < bytes.Length)
            {
                await Task.Delay(Quiet, answered);
                await client.WriteAsync(bytes.AsMemory(first));
            }
        }
        catch (Exception exception) when (exception is IOException or OperationCanceledException or ObjectDisposedException)
        {
            // It was refused before it was all sent.
            return;
        }
    }
}
