using Gateway.Plugins.Invocation;

namespace Gateway.Tests.Plugins;

public sealed class LentHandlerTests : IDisposable
{
    private const int Piece = 1024 * 1024;

    private readonly HttpClient _client = new(new LentHandler(new Pages()));

    public void Dispose() => _client.Dispose();

    [Fact]
    public async Task A_Platform_That_Always_Names_A_Next_Page_Comes_To_An_End()
    {
        for (var page = 0; page < LentHandler.MaxBytes / Piece; page++)
        {
            Assert.Equal(Piece, (await _client.GetByteArrayAsync(new Uri("https://scm.example.com/"))).Length);
        }

        var exception = await Assert.ThrowsAsync<HttpRequestException>(() => _client.GetAsync(new Uri("https://scm.example.com/")));
        Assert.Equal(HttpRequestError.ConfigurationLimitExceeded, exception.HttpRequestError);
    }

    [Fact]
    public async Task What_Is_Told_Of_A_Length_Without_A_Body_Is_Not_Counted()
    {
        for (var page = 0; page < 100; page++)
        {
            using var request = new HttpRequestMessage(HttpMethod.Head, "https://scm.example.com/");
            using var answer = await _client.SendAsync(request);
            Assert.True(answer.IsSuccessStatusCode);
        }
    }

    private sealed class Pages : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
            => Task.FromResult(new HttpResponseMessage { Content = new ByteArrayContent(new byte[Piece]) });
    }
}
