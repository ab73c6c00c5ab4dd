using System.Net;
using System.Net.Sockets;
using Gateway.Operations;
using Gateway.Tests.Outbound;
using Microsoft.Extensions.DependencyInjection;

namespace Gateway.Tests.Operations;

public sealed class DirectHttpClientTests
{
    private const string Name = "own";

    [Fact]
    public async Task A_Server_That_Goes_Away_In_The_Moment_In_Which_It_Was_Reached_Is_One_That_Is_Not_There()
    {
        using var handler = new DirectHttpClient.ConnectionFailures(new DepartedServer());
        using var client = new HttpClient(handler);

        var failure = await Assert.ThrowsAsync<HttpRequestException>(() => client.GetAsync(new Uri("http://auth.example.com/")));

        Assert.Equal(HttpRequestError.ConnectionError, failure.HttpRequestError);
    }

    [Fact]
    public async Task A_Client_Is_Straight_And_Tells_Of_Departed_Servers()
    {
        await using var server = new RawServer(
            "HTTP/1.1 302 Found\r\nLocation: http://elsewhere.example.com/\r\nSet-Cookie: a=b\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
        await using var services = new ServiceCollection()
            .AddDirectHttpClient(Name, TimeSpan.FromSeconds(5), handler => handler.MaxConnectionsPerServer = 1).Services.BuildServiceProvider();
        var client = services.GetRequiredService<IHttpClientFactory>().CreateClient(Name);

        using var first = await client.GetAsync(server.Address);
        using var second = await client.GetAsync(server.Address);

        Assert.Equal((HttpStatusCode.Found, HttpStatusCode.Found, TimeSpan.FromSeconds(5)), (first.StatusCode, second.StatusCode, client.Timeout));
        Assert.DoesNotContain("Cookie", server.Request, StringComparison.OrdinalIgnoreCase);
        var chain = Chain(services.GetRequiredService<IHttpMessageHandlerFactory>().CreateHandler(Name)).ToList();
        Assert.Single(chain.OfType<DirectHttpClient.ConnectionFailures>());
        var own = Assert.Single(chain.OfType<SocketsHttpHandler>());
        Assert.Equal((false, 1), (own.UseProxy, own.MaxConnectionsPerServer));
    }

    private static IEnumerable<HttpMessageHandler> Chain(HttpMessageHandler? handler)
    {
        for (; handler is not null; handler = (handler as DelegatingHandler)?.InnerHandler)
        {
            yield return handler;
        }
    }

    private sealed class DepartedServer : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
            => throw new SocketException((int)SocketError.NotConnected);
    }
}
