using System.Net;
using Gateway.Proxy;
using Polly.CircuitBreaker;
using Polly.RateLimiting;
using Polly.Timeout;

namespace Gateway.Tests.Proxy;

public sealed class UpstreamApiTests : IDisposable
{
    private readonly ScriptedUpstream _upstream = new();
    private readonly UpstreamApi _api;

    public UpstreamApiTests() => _api = new UpstreamApi(_upstream, _upstream);

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

    private Task<UpstreamAnswer> AskAsync() => _api.SendAsync(HttpMethod.Get, "/v1/users/self", new Secret("token"), json: null, CancellationToken.None);

    private sealed class ScriptedUpstream : HttpMessageHandler, IHttpClientFactory, IUpstreamAddress
    {
        public Func<CancellationToken, Task<HttpResponseMessage>> Answer { get; set; } = _ => Task.FromResult(new HttpResponseMessage(HttpStatusCode.OK));

        public IReadOnlyDictionary<string, string> Destinations { get; } = new Dictionary<string, string>();

        public Uri? Find(string pathAndQuery) => new("http://upstream.test" + pathAndQuery);

        public HttpClient CreateClient(string name) => new(this, disposeHandler: false) { Timeout = Timeout.InfiniteTimeSpan };

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) => Answer(cancellationToken);
    }
}
