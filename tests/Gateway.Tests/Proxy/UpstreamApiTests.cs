using System.IO.Pipelines;
using System.Net;
using Gateway.Proxy;
using Microsoft.Extensions.Time.Testing;
using Polly.CircuitBreaker;
using Polly.RateLimiting;
using Polly.Timeout;

namespace Gateway.Tests.Proxy;

public sealed class UpstreamApiTests : IDisposable
{
    private readonly FakeTimeProvider _time = new();
    private readonly ScriptedUpstream _upstream = new();
    private readonly UpstreamApi _api;

    public UpstreamApiTests() => _api = new UpstreamApi(_upstream, _upstream, _time);

    public static TheoryData<Exception> Failures { get; } =
    [
        new HttpRequestException(), new HttpIOException(HttpRequestError.ResponseEnded), new TimeoutRejectedException(), new BrokenCircuitException(),
        new RateLimiterRejectedException(),
    ];

    public void Dispose() => _upstream.Dispose();

    [Theory]
    [MemberData(nameof(Failures))]
    public async Task A_Question_That_Does_Not_Reach_The_Upstream_Is_An_Answer_Without_Status(Exception failure)
    {
        _upstream.Answer = _ => throw failure;

        var answer = await AskAsync();
        Assert.Null(answer.Status);
        Assert.Equal(failure.GetType().Name, answer.Problem);
    }

    [Fact]
    public async Task An_Upstream_That_Never_Ends_Its_Body_Is_Given_Up()
    {
        _upstream.Answer = _ => Task.FromResult(EndlessAnswer());

        await AssertGivenUpAsync();
    }

    [Fact]
    public async Task An_Upstream_That_Never_Answers_Is_Given_Up()
    {
        _upstream.Answer = NeverAsync;

        await AssertGivenUpAsync();
    }

    [Fact]
    public async Task Who_Leaves_Before_The_Body_Has_Ended_Waits_No_Longer()
    {
        _upstream.Answer = _ => Task.FromResult(EndlessAnswer());
        using var leaving = new CancellationTokenSource();
        var asked = AskAsync(leaving.Token);
        await leaving.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => asked);
    }

    private async Task AssertGivenUpAsync()
    {
        var asked = AskAsync();
        _time.Advance(TimeSpan.FromMilliseconds(4999));
        Assert.False(asked.IsCompleted);

        _time.Advance(TimeSpan.FromMilliseconds(1));
        Assert.Same(asked, await Task.WhenAny(asked, Task.Delay(TimeSpan.FromSeconds(20))));
        var answer = await asked;
        Assert.Null(answer.Status);
        Assert.Equal("no whole answer in time", answer.Problem);
    }

    private static HttpResponseMessage EndlessAnswer() => new(HttpStatusCode.OK) { Content = new StreamContent(new Pipe().Reader.AsStream()) };

    private static async Task<HttpResponseMessage> NeverAsync(CancellationToken cancellationToken)
    {
        await Task.Delay(Timeout.InfiniteTimeSpan, cancellationToken);
        return new HttpResponseMessage();
    }

    private Task<UpstreamAnswer> AskAsync(CancellationToken cancellationToken = default)
        => _api.SendAsync(HttpMethod.Get, "/v1/users/self", new Secret("token"), json: null, cancellationToken);

    private sealed class ScriptedUpstream : HttpMessageHandler, IHttpClientFactory, IUpstreamAddress
    {
        public Func<CancellationToken, Task<HttpResponseMessage>> Answer { get; set; } = _ => Task.FromResult(new HttpResponseMessage(HttpStatusCode.OK));

        public IReadOnlyDictionary<string, string> Destinations { get; } = new Dictionary<string, string>();

        public Uri? Find(string pathAndQuery) => new("http://upstream.test" + pathAndQuery);

        public HttpClient CreateClient(string name) => new(this, disposeHandler: false) { Timeout = Timeout.InfiniteTimeSpan };

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) => Answer(cancellationToken);
    }
}
