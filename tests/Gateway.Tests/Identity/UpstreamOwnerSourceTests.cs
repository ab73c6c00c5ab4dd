using System.Net;
using System.Text;
using Gateway.Identity;
using Gateway.Proxy;
using Microsoft.Extensions.Logging.Abstractions;

namespace Gateway.Tests.Identity;

public sealed class UpstreamOwnerSourceTests : IDisposable
{
    private readonly ScriptedUpstream _upstream = new();
    private readonly UpstreamOwnerSource _source;

    public UpstreamOwnerSourceTests()
    {
        var options = new OptionsMonitorStub<IdentityOptions>(new IdentityOptions { Upstream = { Path = "/v1/me" } });
        _source = new UpstreamOwnerSource(new UpstreamApi(_upstream, _upstream, TimeProvider.System), options, NullLogger<UpstreamOwnerSource>.Instance);
    }

    public void Dispose() => _upstream.Dispose();

    [Fact]
    public async Task The_Upstream_Is_Shown_The_Token_And_Names_Its_Owner()
    {
        var answer = await AskAsync(HttpStatusCode.OK, """{"user":{"id":"us-1","email":"jo@example.com","username":"jo"}}""");

        Assert.Equal(new CurrentOwner("us-1", "jo@example.com", "jo"), answer.Owner);
        Assert.Null(answer.ValidUntil);
        Assert.Equal("GET http://upstream.test/v1/me Bearer token-of-jo", _upstream.Seen);
    }

    [Fact]
    public async Task An_Owner_May_Have_A_Number_And_No_Name()
        => Assert.Equal(new CurrentOwner("42", "", ""), (await AskAsync(HttpStatusCode.OK, """{"user":{"id":42}}""")).Owner);

    [Theory]
    [InlineData(HttpStatusCode.Unauthorized)]
    [InlineData(HttpStatusCode.Forbidden)]
    public async Task A_Refusal_Is_A_Rejection(HttpStatusCode status)
    {
        var answer = await AskAsync(status, "{}");

        Assert.Null(answer.Owner);
        Assert.False(answer.IsUnavailable);
    }

    [Theory]
    [InlineData(HttpStatusCode.NotFound, "{}")]
    [InlineData(HttpStatusCode.Created, """{"user":{"id":"us-1"}}""")]
    [InlineData(HttpStatusCode.InternalServerError, "{}")]
    [InlineData(HttpStatusCode.OK, "<html>")]
    [InlineData(HttpStatusCode.OK, "{}")]
    [InlineData(HttpStatusCode.OK, """{"user":{}}""")]
    [InlineData(HttpStatusCode.OK, """{"user":{"id":""}}""")]
    [InlineData(HttpStatusCode.OK, """{"user":{"id":null}}""")]
    [InlineData(HttpStatusCode.OK, """{"user":{"id":"\ud800"}}""")]
    [InlineData(HttpStatusCode.OK, """{"user":{"\ud800\ud800":1,"x":"us-1"}}""")]
    [InlineData(HttpStatusCode.OK, """{"\ud800us\ud800":1}""")]
    public async Task Anything_Else_Tells_Nothing_Of_The_Token(HttpStatusCode status, string body) => AssertUnavailable(await AskAsync(status, body));

    [Fact]
    public async Task An_Upstream_That_Is_Away_Tells_Nothing_Of_The_Token()
    {
        _upstream.IsAway = true;

        AssertUnavailable(await AskAsync(HttpStatusCode.OK, "{}"));
        Assert.Null(_upstream.Seen);
    }

    private static void AssertUnavailable(OwnerAnswer answer)
    {
        Assert.Null(answer.Owner);
        Assert.Equal(TimeSpan.FromSeconds(5), answer.RetryAfter);
    }

    private async Task<OwnerAnswer> AskAsync(HttpStatusCode status, string body)
    {
        _upstream.Status = status;
        _upstream.Body = body;
        return await _source.FindOwnerAsync(new Secret("token-of-jo"), CancellationToken.None);
    }

    private sealed class ScriptedUpstream : HttpMessageHandler, IHttpClientFactory, IUpstreamAddress
    {
        public HttpStatusCode Status { get; set; }

        public string Body { get; set; } = "";

        public bool IsAway { get; set; }

        public string? Seen { get; private set; }

        public IReadOnlyDictionary<string, string> Destinations { get; } = new Dictionary<string, string>();

        public Uri? Find(string pathAndQuery) => IsAway ? null : new Uri("http://upstream.test" + pathAndQuery);

        public HttpClient CreateClient(string name) => new(this, disposeHandler: false);

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            Seen = $"{request.Method} {request.RequestUri} {request.Headers.Authorization}";
            return Task.FromResult(new HttpResponseMessage(Status) { Content = new StringContent(Body, Encoding.UTF8, "application/json") });
        }
    }
}
