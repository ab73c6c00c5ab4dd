using System.Net;
using Gateway.Outbound;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Gateway.Tests.Outbound;

public class OwnListenersTests
{
    [Theory]
    [InlineData("http://localhost:8080", "127.0.0.1", true)]
    [InlineData("http://LOCALHOST:8080", "127.0.0.2", true)]
    [InlineData("http://localhost:8080", "::1", true)]
    [InlineData("http://localhost:8080", "0.0.0.0", true)]
    [InlineData("http://localhost:8080", "140.82.112.3", false)]
    [InlineData("http://*:8080", "127.0.0.1", true)]
    [InlineData("http://+:8080", "127.0.0.1", true)]
    [InlineData("http://0.0.0.0:8080", "127.0.0.1", true)]
    [InlineData("http://[::]:8080", "127.0.0.1", true)]
    [InlineData("http://*:8080", "140.82.112.3", false)]
    [InlineData("http://10.0.0.7:8080", "10.0.0.7", true)]
    [InlineData("http://10.0.0.7:8080", "127.0.0.1", false)]
    [InlineData("http://10.0.0.7:8080", "0.0.0.0", true)]
    [InlineData("http://[::ffff:10.0.0.7]:8080", "10.0.0.7", true)]
    [InlineData("http://localhost:8081", "127.0.0.1", false)]
    [InlineData("http://localhost:1; http://localhost:8080 ", "127.0.0.1", true)]
    [InlineData("8080;http://localhost:8080", "127.0.0.1", true)]
    [InlineData("http://unix:/run/gateway.sock", "127.0.0.1", false)]
    public void What_The_Server_Is_Told_To_Listen_On_Is_Its_Own(string urls, string address, bool own)
    {
        Assert.Equal(own, Contain(address, ("Urls", urls)));
        Assert.Equal(own, Contain(address, ("Gateway:Management:Url", urls)));
        Assert.False(Contain(address, ("Somebody:Url", urls)));
    }

    [Fact]
    public void So_Is_What_The_Server_Says_It_Is_Bound_To()
    {
        using var server = new BoundServer("http://127.0.0.1:8080");

        Assert.True(new OwnListeners(Settings(), Services(server)).Contain(IPAddress.Loopback, 8080));
        Assert.False(new OwnListeners(Settings(), Services(server)).Contain(IPAddress.Loopback, 8081));
    }

    private static bool Contain(string address, params (string Key, string Value)[] settings)
        => new OwnListeners(Settings(settings), Services(server: null)).Contain(IPAddress.Parse(address), 8080);

    private static IConfiguration Settings(params (string Key, string Value)[] settings) => new ConfigurationBuilder()
        .AddInMemoryCollection(settings.Select(setting => KeyValuePair.Create(setting.Key, (string?)setting.Value)))
        .Build();

    private static ServiceProvider Services(IServer? server)
    {
        var services = new ServiceCollection();
        if (server is not null)
        {
            services.AddSingleton(server);
        }

        return services.BuildServiceProvider();
    }

    private sealed class BoundServer : IServer
    {
        public BoundServer(string address)
        {
            var addresses = new ServerAddressesFeature();
            addresses.Addresses.Add(address);
            Features.Set<IServerAddressesFeature>(addresses);
        }

        public IFeatureCollection Features { get; } = new FeatureCollection();

        public Task StartAsync<TContext>(IHttpApplication<TContext> application, CancellationToken cancellationToken)
            where TContext : notnull => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public void Dispose() => Features.Set<IServerAddressesFeature>(null);
    }
}
