using Gateway.Plugins.Invocation;

namespace Plugins.Tests;

/// <summary>The handler that is lent to a provider for one call.</summary>
public sealed class LentHandlerTests : IDisposable
{
    private readonly FakeNetwork _network = new();
    private readonly LentHandler _lent;
    private readonly HttpMessageInvoker _client;

    public LentHandlerTests()
    {
        _lent = new LentHandler(_network);
        _client = new HttpMessageInvoker(_lent);
    }

    public void Dispose()
    {
        _client.Dispose();
        _lent.Dispose();
        _network.Dispose();
    }

    [Fact]
    public async Task All_Answers_Of_A_Call_Have_An_End()
    {
        var last = Answer(LentHandler.MaxBytes - 10);
        Assert.Same(last, await SendAsync(HttpMethod.Get, last));
        var fitting = Answer(10);
        Assert.Same(fitting, await SendAsync(HttpMethod.Get, fitting));

        var tooMuch = Answer(1);
        var failure = await Assert.ThrowsAsync<HttpRequestException>(() => SendAsync(HttpMethod.Get, tooMuch));

        Assert.Equal(HttpRequestError.ConfigurationLimitExceeded, failure.HttpRequestError);
        await Assert.ThrowsAsync<ObjectDisposedException>(() => tooMuch.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task What_Has_No_Body_Counts_For_Nothing()
    {
        for (var times = 0; times < 3; times++)
        {
            await SendAsync(HttpMethod.Head, Answer(LentHandler.MaxBytes));
            await SendAsync(HttpMethod.Get, new HttpResponseMessage { Content = new StreamContent(new NoLength()) });
        }

        await SendAsync(HttpMethod.Get, Answer(LentHandler.MaxBytes));
    }

    [Fact]
    public async Task Disposing_It_Ends_Nothing_Of_The_Host()
    {
        _lent.Dispose();
        using var other = new HttpMessageInvoker(new LentHandler(_network));
        _network.Answer = (_, _) => Task.FromResult(Answer(1));

        Assert.NotNull(await other.SendAsync(new HttpRequestMessage(HttpMethod.Get, "https://a.example"), default));
        Assert.False(_network.IsDisposed);
    }

    private Task<HttpResponseMessage> SendAsync(HttpMethod method, HttpResponseMessage answer)
    {
        _network.Answer = (_, _) => Task.FromResult(answer);
        return _client.SendAsync(new HttpRequestMessage(method, "https://a.example"), default);
    }

    private static HttpResponseMessage Answer(long length)
    {
        var answer = new HttpResponseMessage { Content = new StringContent("") };
        answer.Content.Headers.ContentLength = length;
        return answer;
    }

    private sealed class NoLength : MemoryStream
    {
        public override bool CanSeek => false;
    }
}
