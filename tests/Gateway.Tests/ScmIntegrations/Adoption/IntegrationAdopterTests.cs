using System.Net;
using System.Text;
using Gateway.Identity;
using Gateway.Proxy;
using Gateway.ScmIntegrations;
using Gateway.ScmIntegrations.Adoption;
using Gateway.Storage;
using Gateway.Tests.Operations;
using Gateway.Tests.Storage;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Tests.Common;

namespace Gateway.Tests.ScmIntegrations.Adoption;

public sealed class IntegrationAdopterTests : IAsyncLifetime, IDisposable
{
    private const string One = """{"scm_integrations":[{"id":"11111111-2222-3333-4444-555555555555","scm_type":"forge","url":"https://forge.example.com"},{}]}""";

    private const string Category = "Gateway.ScmIntegrations.Adoption.IntegrationAdopter";

    private readonly FakeTimeProvider _time = new();
    private readonly OptionsMonitorStub<AdoptionOptions> _options = new(new AdoptionOptions { Adopt = true });
    private readonly Upstream _upstream = new();
    private readonly LogLines _log = new();
    private StoreHost? _host;

    private IScmIntegrationStore Store => _host!.Store;

    public async Task InitializeAsync() => _host = await StoreHost.StartNewAsync();

    public async Task DisposeAsync() => await _host!.DisposeAsync();

    public void Dispose()
    {
        _upstream.Dispose();
        _log.Dispose();
    }

    [Fact]
    public async Task What_The_Upstream_Has_Of_An_Owner_Is_Taken_Over_Once_With_Their_Own_Token()
    {
        var adopter = NewAdopter();
        await CallAsync(adopter);
        await CallAsync(adopter);

        Assert.Equal([("/v1/scm_integrations", "Bearer token-of-alice")], _upstream.Calls);
        Assert.Equal(["11111111-2222-3333-4444-555555555555"], await IdsAsync());
        Assert.Contains($"Information {Category} 1 integrations of owner alice were adopted from the upstream.", _log.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nothing_Is_Asked_Unless_The_Operator_Wants_It()
    {
        _options.CurrentValue = new AdoptionOptions();
        await CallAsync(NewAdopter());
        Assert.Empty(_upstream.Calls);
    }

    [Theory]
    [InlineData(HttpStatusCode.NotFound, One, "the status 404")]
    [InlineData(HttpStatusCode.OK, "no JSON", "the status 200")]
    [InlineData(HttpStatusCode.OK, """{"scm_integrations":{}}""", "the status 200")]
    [InlineData(null, "", "HttpRequestException")]
    public async Task An_Upstream_That_Does_Not_Tell_Is_Left_Alone_For_Half_A_Minute(HttpStatusCode? status, string body, string reason)
    {
        var adopter = NewAdopter();
        _upstream.Answer = () => Task.FromResult((status, body));
        await CallAsync(adopter);
        Assert.Contains($"Warning {Category} The integrations of owner alice cannot be adopted now, because the upstream does not tell them: {reason}.", _log.Text, StringComparison.Ordinal);

        _upstream.Answer = () => Task.FromResult(((HttpStatusCode?)HttpStatusCode.OK, One));
        _time.Advance(TimeSpan.FromSeconds(30) - TimeSpan.FromTicks(1));
        await CallAsync(adopter);
        Assert.Single(_upstream.Calls);

        _time.Advance(TimeSpan.FromTicks(1));
        await CallAsync(adopter);
        Assert.Equal(2, _upstream.Calls.Count);
        Assert.Single(await IdsAsync());
    }

    [Fact]
    public async Task Of_Whom_The_Upstream_Does_Not_Tell_Delays_Nobody_Else()
    {
        var adopter = NewAdopter();
        _upstream.Answer = () => Task.FromResult(((HttpStatusCode?)HttpStatusCode.Forbidden, ""));
        await CallAsync(adopter, "mallory");
        _upstream.Answer = () => Task.FromResult(((HttpStatusCode?)HttpStatusCode.OK, One));
        await CallAsync(adopter, "mallory");
        await CallAsync(adopter);

        Assert.Equal(["Bearer token-of-mallory", "Bearer token-of-alice"], _upstream.Calls.Select(call => call.Authorization));
        Assert.Single(await IdsAsync());
    }

    [Fact]
    public async Task A_Slow_Upstream_Is_Waited_For_Two_Seconds_And_Asked_Once_By_All_Who_Wait()
    {
        var adopter = NewAdopter();
        var gate = new TaskCompletionSource();
        _upstream.Answer = async () =>
        {
            await gate.Task;
            return (HttpStatusCode.OK, One);
        };
        var calls = new[] { CallAsync(adopter), CallAsync(adopter) };
        _time.Advance(TimeSpan.FromMilliseconds(1999));
        Assert.All(calls, call => Assert.False(call.IsCompleted));

        _time.Advance(TimeSpan.FromMilliseconds(1));
        await Task.WhenAll(calls);
        Assert.Single(_upstream.Calls);
        Assert.Empty(await IdsAsync());

        gate.SetResult();
        await Eventually.HoldsAsync(async () => (await IdsAsync()).Count == 1, TimeSpan.FromSeconds(30), "what came later was not kept");
    }

    [Fact]
    public async Task A_Store_That_Is_Away_Is_Asked_Again_At_The_Next_Call()
    {
        var adopter = NewAdopter(new AwayStore());
        await CallAsync(adopter);
        await CallAsync(adopter);

        Assert.Equal(2, _upstream.Calls.Count);
        Assert.Contains($"Warning {Category} The integrations of owner alice cannot be adopted now, because the store is away.", _log.Text, StringComparison.Ordinal);
    }

    private IntegrationAdopter NewAdopter(IScmIntegrationStore? store = null) => new(
        store ?? Store,
        new UpstreamApi(_upstream, _upstream, _time),
        new UpstreamIntegrationReader(new ProviderCatalogStub(Forge.Description), _time, NullLogger<UpstreamIntegrationReader>.Instance),
        _options,
        _time,
        new LoggerFactory([_log]).CreateLogger<IntegrationAdopter>());

    private static async Task CallAsync(IntegrationAdopter adopter, string owner = "alice")
    {
        var http = new DefaultHttpContext();
        http.Features.Set(new CallerFeature(new CurrentOwner(owner, "", ""), new Secret($"token-of-{owner}")));
        Assert.Equal("answer", await adopter.AdoptAsync(new DefaultEndpointFilterInvocationContext(http), _ => ValueTask.FromResult<object?>("answer")));
    }

    private async Task<List<string>> IdsAsync()
        => [.. (await Store.ListAsync("alice", CancellationToken.None)).Select(one => one.Id.ToString("D"))];

    private sealed class Upstream : HttpMessageHandler, IHttpClientFactory, IUpstreamAddress
    {
        public List<(string Path, string Authorization)> Calls { get; } = [];

        /// <summary>Its status, null when it cannot be reached, and its body.</summary>
        public Func<Task<(HttpStatusCode?, string)>> Answer { get; set; } = () => Task.FromResult(((HttpStatusCode?)HttpStatusCode.OK, One));

        public IReadOnlyDictionary<string, string> Destinations { get; } = new Dictionary<string, string>();

        public HttpClient CreateClient(string name) => new(this, disposeHandler: false);

        public Uri? Find(string pathAndQuery) => new(new Uri("http://upstream.example.com"), pathAndQuery);

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            Calls.Add((request.RequestUri!.PathAndQuery, request.Headers.Authorization!.ToString()));
            var (status, body) = await Answer();
            return status is { } known
                ? new HttpResponseMessage(known) { Content = new StringContent(body, Encoding.UTF8, "application/json") }
                : throw new HttpRequestException("refused");
        }
    }

    /// <summary>Reads, and cannot write.</summary>
    private sealed class AwayStore : FakeStore
    {
        public override ValueTask<bool> HasAdoptedAsync(string ownerId, CancellationToken cancellationToken) => ValueTask.FromResult(false);

        public override Task AdoptAsync(string ownerId, IReadOnlyList<ScmIntegration> integrations, CancellationToken cancellationToken)
            => throw new StoreUnavailableException("away");
    }
}
