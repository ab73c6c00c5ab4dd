using System.Net;

namespace Providers.Abstractions.Tests;

public sealed class ScmConnectionTests
{
    [Fact]
    public async Task HttpClient_IsOneOverTheLentHandler_AndDoesNotDisposeIt()
    {
        using var handler = new OneAnswerHandler();
        var connection = new ScmConnection(ScmInstance.Parse("https://ghe.example.com"), ScmAccessToken.Parse("t"), handler);

        var client = connection.HttpClient;
        Assert.Same(client, connection.HttpClient);
        Assert.Null(client.BaseAddress);
        Assert.Empty(client.DefaultRequestHeaders);
        Assert.Equal(Timeout.InfiniteTimeSpan, client.Timeout);
        Assert.Equal(HttpStatusCode.Found, (await client.GetAsync(connection.Instance.Append("x"))).StatusCode);
        client.Dispose();

        Assert.Same(handler, connection.Handler);
        Assert.False(handler.IsDisposed);
    }

    [Fact]
    public void Nothing_Missing_Is_Accepted()
    {
        var instance = ScmInstance.Parse("https://ghe.example.com");
        var token = ScmAccessToken.Parse("t");
        using var handler = new OneAnswerHandler();

        Assert.Throws<ArgumentNullException>(() => new ScmConnection(null!, token, handler));
        Assert.Throws<ArgumentNullException>(() => new ScmConnection(instance, null!, handler));
        Assert.Throws<ArgumentNullException>(() => new ScmConnection(instance, token, null!));
    }

    private sealed class OneAnswerHandler : HttpMessageHandler
    {
        public bool IsDisposed { get; private set; }

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
            => Task.FromResult(new HttpResponseMessage(HttpStatusCode.Found));

        protected override void Dispose(bool disposing)
        {
            IsDisposed = true;
            base.Dispose(disposing);
        }
    }
}
