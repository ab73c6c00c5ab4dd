using Gateway.ScmIntegrations.Health;
using Microsoft.Extensions.DependencyInjection;

namespace Gateway.Tests.ScmIntegrations.Health;

/// <summary>How the operator's receiver is called: once, at the address that was set, and nowhere else.</summary>
public sealed class WebhookClientTests
{
    [Fact]
    public void It_Follows_Nobody_And_Waits_Ten_Seconds()
    {
        using var services = new ServiceCollection().AddTokenHealth().BuildServiceProvider();
        var handler = services.GetRequiredService<IHttpMessageHandlerFactory>().CreateHandler(StatusWebhook.HttpClientName);
        while (handler is DelegatingHandler { InnerHandler: { } inner })
        {
            handler = inner;
        }

        Assert.True(handler is SocketsHttpHandler { AllowAutoRedirect: false, UseCookies: false, UseProxy: false });
        using var client = services.GetRequiredService<IHttpClientFactory>().CreateClient(StatusWebhook.HttpClientName);
        Assert.Equal(TimeSpan.FromSeconds(10), client.Timeout);
    }
}
