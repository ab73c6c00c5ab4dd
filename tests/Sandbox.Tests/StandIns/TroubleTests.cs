using System.Net;
using Tests.Common;
using Tests.Common.StandIns.Auth;
using Tests.Common.StandIns.Hosting;

namespace Sandbox.Tests.StandIns;

public sealed class TroubleTests : IAsyncLifetime, IDisposable
{
    private readonly AuthUpstreamStandIn _standIn = new();
    private readonly HttpClient _client = new(new SocketsHttpHandler { AllowAutoRedirect = false });

    [Fact]
    public async Task Status_Is_Answered_Until_Recovery()
    {
        _standIn.Suffer(Trouble.Status(502));
        Assert.Equal(HttpStatusCode.BadGateway, (await _client.GetAsync($"{_standIn.Url}/x")).StatusCode);

        _standIn.Recover();
        Assert.Equal(HttpStatusCode.OK, (await _client.GetAsync($"{_standIn.Url}/x")).StatusCode);
    }

    [Fact]
    public async Task Trouble_Of_A_Path_Leaves_Others_Alone_And_Ends_After_Its_Times()
    {
        _standIn.Suffer("/v1/keys", Trouble.TooManyRequests(7).Times(1));

        Assert.Equal(HttpStatusCode.OK, (await _client.GetAsync($"{_standIn.Url}/v1/keysmith")).StatusCode);
        var limited = await _client.GetAsync($"{_standIn.Url}/v1/keys");
        Assert.Equal(HttpStatusCode.TooManyRequests, limited.StatusCode);
        Assert.Equal("7", limited.HeaderText("Retry-After"));
        Assert.Equal(HttpStatusCode.Unauthorized, (await _client.GetAsync($"{_standIn.Url}/v1/keys")).StatusCode);
    }

    [Fact]
    public async Task Death_Before_The_Answer_Breaks_The_Connection()
    {
        _standIn.Suffer(Trouble.Die);

        await Assert.ThrowsAsync<HttpRequestException>(() => _client.GetAsync($"{_standIn.Url}/x"));
        Assert.Single(_standIn.Requests.All);
    }

    [Fact]
    public async Task Death_In_Mid_Body_Breaks_After_True_Headers()
    {
        _standIn.Suffer(Trouble.DieMidBody);

        var response = await _client.GetAsync(new Uri($"{_standIn.Url}/x"), HttpCompletionOption.ResponseHeadersRead);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.True(response.Content.Headers.ContentLength > 0);
        await Assert.ThrowsAsync<HttpRequestException>(() => response.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task Hang_Says_Nothing_And_Does_Not_Hold_Up_The_End()
    {
        _standIn.Suffer(Trouble.Hang);
        var call = _client.GetAsync($"{_standIn.Url}/x");
        while (_standIn.Requests.All.Count == 0)
        {
            await Task.Yield();
        }

        Assert.False(call.IsCompleted);

        // The call would hang for ever.
        await _standIn.GoAwayAsync().WaitAsync(TimeSpan.FromSeconds(20));
        await Assert.ThrowsAsync<HttpRequestException>(() => call);
    }

    [Fact]
    public async Task Redirect_And_Html_Are_Answered_As_They_Are()
    {
        _standIn.Suffer("/a", Trouble.Redirect("http://169.254.169.254/latest/", 307));
        _standIn.Suffer("/b", Trouble.HtmlPage);

        var redirect = await _client.GetAsync($"{_standIn.Url}/a");
        Assert.Equal(HttpStatusCode.TemporaryRedirect, redirect.StatusCode);
        Assert.Equal("http://169.254.169.254/latest/", redirect.HeaderText("Location"));
        var page = await _client.GetAsync($"{_standIn.Url}/b");
        Assert.Equal("text/html", page.Content.Headers.ContentType?.MediaType);
    }

    [Fact]
    public async Task Away_Refuses_Connections_And_Comes_Back_On_Its_Port()
    {
        await _standIn.GoAwayAsync();
        await Assert.ThrowsAsync<HttpRequestException>(() => _client.GetAsync($"{_standIn.Url}/x"));

        _standIn.ComeBack();
        Assert.Equal(HttpStatusCode.OK, (await _client.GetAsync($"{_standIn.Url}/x")).StatusCode);
    }

    [Fact]
    public async Task The_Request_Is_Kept_Letter_By_Letter()
    {
        var answer = await RawHttpClient.SendOnceAsync(
            _standIn.Port, "POST //a/%2e%2E/b%2fc;d? HTTP/1.1\r\nHost: x\r\nX-Twice: 1\r\nX-Twice: 2\r\nContent-Length: 4\r\n\r\nbody");

        Assert.Equal(200, answer.Status);
        var request = Assert.Single(_standIn.Requests.All);
        Assert.Equal("//a/%2e%2E/b%2fc;d?", request.Target);
        Assert.Equal("//a/%2e%2E/b%2fc;d", request.Path);
        Assert.Equal(["1", "2"], request.Headers.Where(header => header.Key == "X-Twice").Select(header => header.Value));
        Assert.Equal("body", request.Text);
    }

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync() => await _standIn.DisposeAsync();

    public void Dispose() => _client.Dispose();
}
