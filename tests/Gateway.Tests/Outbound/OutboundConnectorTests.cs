using System.Net.Sockets;
using Gateway.Outbound;
using Microsoft.Extensions.DependencyInjection;

namespace Gateway.Tests.Outbound;

public class OutboundConnectorTests
{
    private readonly FakeResolver _resolver = new();
    private readonly FakeDialler _dialler = new();

    [Fact]
    public async Task Connect_DialsTheAddressThatWasJudged()
    {
        _resolver.Answer("github.example.com", "140.82.112.3");
        await using var outbound = Create();

        await outbound.ConnectAsync("github.example.com", 443);

        Assert.Equal(["140.82.112.3:443"], _dialler.Dialled);
        Assert.Equal(1, _resolver.Questions);
    }

    [Theory]
    [InlineData("127.0.0.1", OutboundRefusal.Loopback)]
    [InlineData("169.254.169.254", OutboundRefusal.Metadata)]
    [InlineData("::ffff:127.0.0.1", OutboundRefusal.Loopback)]
    [InlineData("10.0.0.1", OutboundRefusal.NotPublic)]
    [InlineData("64:ff9b::a00:1", OutboundRefusal.NotPublic)]
    public async Task Connect_DialsNothing_WhenTheNameLeadsInside(string address, object refusal)
    {
        _resolver.Answer("inside.example.com", address);
        await using var outbound = Create();

        var exception = await Assert.ThrowsAsync<OutboundRefusedException>(() => outbound.ConnectAsync("inside.example.com", 443));

        Assert.Equal(refusal, exception.Refusal);
        Assert.Empty(_dialler.Dialled);
        Assert.DoesNotContain(address, exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Connect_NeverDialsTheSecondAnswer_OfANameThatRebinds()
    {
        for (var turn = 0; turn < 20; turn++)
        {
            _resolver.Answer("rebind.example.com", "140.82.112.3").Answer("rebind.example.com", "127.0.0.1");
        }

        await using var outbound = Create();
        var refused = 0;
        for (var turn = 0; turn < 40; turn++)
        {
            try
            {
                await outbound.ConnectAsync("rebind.example.com", 443);
            }
            catch (OutboundRefusedException)
            {
                refused++;
            }
        }

        Assert.Equal(20, refused);
        Assert.Equal(20, _dialler.Dialled.Count);
        Assert.All(_dialler.Dialled, dialled => Assert.Equal("140.82.112.3:443", dialled));
        Assert.Equal(40, _resolver.Questions);
    }

    [Theory]
    [InlineData("140.82.112.3", "127.0.0.1")]
    [InlineData("127.0.0.1", "140.82.112.3")]
    [InlineData("140.82.112.3", "fd00:ec2::254")]
    public async Task Connect_RefusesMixedAnswers(string first, string second)
    {
        _resolver.Answer("mixed.example.com", first, second);
        await using var outbound = Create();

        var exception = await Assert.ThrowsAsync<OutboundRefusedException>(() => outbound.ConnectAsync("mixed.example.com", 443));

        Assert.Equal(OutboundRefusal.MixedAnswers, exception.Refusal);
        Assert.Empty(_dialler.Dialled);
    }

    [Fact]
    public async Task Connect_JudgesTheLastOfManyAnswers()
    {
        _resolver.Answer("many.example.com", [.. Enumerable.Range(0, 499).Select(index => $"140.82.{index / 250}.{index % 250}"), "127.0.0.1"]);
        await using var outbound = Create();

        await Assert.ThrowsAsync<OutboundRefusedException>(() => outbound.ConnectAsync("many.example.com", 443));

        Assert.Empty(_dialler.Dialled);
    }

    [Fact]
    public async Task Connect_TriesFewOfManyAnswers()
    {
        string[] addresses = [.. Enumerable.Range(1, 100).Select(index => $"140.82.1.{index}")];
        _resolver.Answer("many.example.com", addresses);
        _dialler.Dead.UnionWith(addresses);
        await using var outbound = Create();

        await Assert.ThrowsAsync<SocketException>(() => outbound.ConnectAsync("many.example.com", 443));

        Assert.Equal(4, _dialler.Dialled.Count);
    }

    [Theory]
    [InlineData("127.0.0.1", "10.0.0.1", OutboundRefusal.Loopback)]
    [InlineData("10.0.0.1", "127.0.0.1", OutboundRefusal.NotPublic)]
    public async Task Connect_NamesTheFirstOfTheAddressesThatItRefuses(string first, string second, object refusal)
    {
        _resolver.Answer("inside.example.com", first, second);
        await using var outbound = Create();

        var exception = await Assert.ThrowsAsync<OutboundRefusedException>(() => outbound.ConnectAsync("inside.example.com", 443));

        Assert.Equal(refusal, exception.Refusal);
        Assert.Equal(first, exception.Address!.ToString());
    }

    [Fact]
    public async Task Connect_LeavesTimeForTheLast_WhenTheOthersAreSilent()
    {
        _resolver.Answer("github.example.com", "140.82.1.1", "140.82.1.2", "140.82.1.3", "140.82.112.3");
        _dialler.Silent.UnionWith(["140.82.1.1", "140.82.1.2", "140.82.1.3"]);
        await using var outbound = Create();
        using var connecting = new CancellationTokenSource(OutboundConnector.Timeout);

        await outbound.ConnectAsync("github.example.com", 443, connecting.Token);

        Assert.Equal("140.82.112.3:443", _dialler.Dialled.Last());
    }

    [Fact]
    public async Task Connect_GoesOn_WhenTheFirstAddressIsDead()
    {
        _resolver.Answer("github.example.com", "2606:4700::1", "140.82.112.3");
        _dialler.Dead.Add("2606:4700::1");
        await using var outbound = Create();

        await outbound.ConnectAsync("github.example.com", 443);

        Assert.Equal(["[2606:4700::1]:443", "140.82.112.3:443"], _dialler.Dialled);
    }

    [Fact]
    public async Task Connect_GoesOn_WhenTheFirstAddressIsSilent()
    {
        _resolver.Answer("github.example.com", "2606:4700::1", "140.82.112.3");
        _dialler.Silent.Add("2606:4700::1");
        await using var outbound = Create();

        await outbound.ConnectAsync("github.example.com", 443);

        Assert.Equal(2, _dialler.Dialled.Count);
    }

    [Fact]
    public async Task Connect_Stops_WhenItIsCancelled()
    {
        _resolver.Answer("github.example.com", "2606:4700::1", "140.82.112.3");
        _dialler.Silent.Add("2606:4700::1");
        await using var outbound = Create();
        using var cancellation = new CancellationTokenSource();

        var connecting = outbound.ConnectAsync("github.example.com", 443, cancellation.Token);
        await cancellation.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => connecting);
        Assert.Single(_dialler.Dialled);
    }

    [Fact]
    public async Task Connect_SaysThatThereIsNoSuchName_WhenThereIsNoAnswer()
    {
        _resolver.Answer("empty.example.com");
        await using var outbound = Create();

        var exception = await Assert.ThrowsAsync<SocketException>(() => outbound.ConnectAsync("empty.example.com", 443));

        Assert.Equal(SocketError.HostNotFound, exception.SocketErrorCode);
    }

    [Theory]
    [InlineData("10.1.2.3", 443, true)]
    [InlineData("10.1.2.3", 22, false)]
    [InlineData("10.2.0.1", 443, false)]
    public async Task Connect_DialsPrivateAddresses_WhereTheOperatorAllowsThem(string address, int port, bool allowed)
    {
        _resolver.Answer("ghe.example.com", address);
        await using var outbound = Create(("Gateway:Outbound:AllowedNetworks:0", "10.1.0.0/16:443"));

        var exception = await Record.ExceptionAsync(() => outbound.ConnectAsync("ghe.example.com", port));

        Assert.Equal(allowed, exception is null);
        Assert.Equal(allowed ? 1 : 0, _dialler.Dialled.Count);
    }

    [Fact]
    public async Task Connect_FollowsTheSettings_WhenTheyAreReloaded()
    {
        _resolver.Answer("ghe.example.com", "10.1.2.3");
        await using var outbound = Create();
        await Assert.ThrowsAsync<OutboundRefusedException>(() => outbound.ConnectAsync("ghe.example.com", 443));

        outbound.Configuration["Gateway:Outbound:AllowedNetworks:0"] = "10.1.0.0/16";
        outbound.Configuration.Reload();

        await outbound.ConnectAsync("ghe.example.com", 443);
    }

    [Fact]
    public async Task Connect_KeepsTheLastGoodSettings_WhenTheReloadedOnesAreInvalid()
    {
        _resolver.Answer("ghe.example.com", "10.1.2.3");
        await using var outbound = Create(("Gateway:Outbound:AllowedNetworks:0", "10.1.0.0/16"));
        await outbound.ConnectAsync("ghe.example.com", 443);

        outbound.Configuration["Gateway:Outbound:AllowedNetworks:0"] = "10.1.0.0/99";
        Record.Exception(outbound.Configuration.Reload);

        await outbound.ConnectAsync("ghe.example.com", 443);
    }

    [Theory]
    [InlineData("127.0.0.1", 5001, true)]
    [InlineData("127.0.0.2", 5001, false)]
    [InlineData("0.0.0.0", 5001, true)]
    [InlineData("::ffff:127.0.0.1", 5001, true)]
    [InlineData("127.0.0.1", 5002, true)]
    [InlineData("127.8.8.8", 5002, true)]
    [InlineData("::1", 5002, true)]
    [InlineData("127.0.0.1", 5003, true)]
    [InlineData("::1", 5003, true)]
    [InlineData("127.0.0.1", 5004, true)]
    [InlineData("127.0.0.1", 5005, false)]
    [InlineData("10.1.2.3", 5001, false)]
    public async Task Connect_RefusesTheGatewaysOwnListeners_WhateverIsAllowed(string address, int port, bool own)
    {
        await using var outbound = Create(
            ("Urls", "http://127.0.0.1:5001;http://*:5002;http://localhost:5003"),
            ("Gateway:Management:Url", "http://127.0.0.1:5004"),
            ("Gateway:Outbound:AllowedNetworks:0", "127.0.0.0/8"),
            ("Gateway:Outbound:AllowedNetworks:1", "0.0.0.0/8"),
            ("Gateway:Outbound:AllowedNetworks:2", "::1/128"),
            ("Gateway:Outbound:AllowedNetworks:3", "10.0.0.0/8"));

        var exception = await Record.ExceptionAsync(() => outbound.ConnectAsync(address, port));

        Assert.Equal(own ? OutboundRefusal.OwnListener : null, (exception as OutboundRefusedException)?.Refusal);
        Assert.Equal(own ? 0 : 1, _dialler.Dialled.Count);
    }

    [Theory]
    [InlineData("auth.internal", 443, true)]
    [InlineData("10.1.2.4", 443, true)]
    [InlineData("alias.example.com", 443, true)]
    [InlineData("10.1.2.4", 8443, false)]
    [InlineData("10.1.2.5", 443, false)]
    [InlineData("140.82.112.3", 443, false)]
    [InlineData("127.0.0.1", 9000, true)]
    [InlineData("127.0.0.3", 9000, true)]
    [InlineData("127.0.0.1", 9001, false)]
    public async Task Connect_RefusesTheUpstream_WhateverIsAllowed(string host, int port, bool upstream)
    {
        _resolver.Answer("auth.internal", "10.1.2.4").Answer("alias.example.com", "10.1.2.4");
        await using var outbound = Create(
            ("ReverseProxy:Clusters:auth:Destinations:primary:Address", "https://auth.internal"),
            ("ReverseProxy:Clusters:other:Destinations:a:Address", "http://localhost:9000/"),
            ("Gateway:Outbound:AllowedNetworks:0", "10.0.0.0/8"),
            ("Gateway:Outbound:AllowedNetworks:1", "127.0.0.0/8"));
        _resolver.Answer("localhost", "127.0.0.1", "::1");

        var exception = await Record.ExceptionAsync(() => outbound.ConnectAsync(host, port));

        Assert.Equal(upstream ? OutboundRefusal.Upstream : null, (exception as OutboundRefusedException)?.Refusal);
        Assert.Equal(upstream ? 0 : 1, _dialler.Dialled.Count);
    }

    [Fact]
    public async Task Connect_RemembersTheUpstream_WhenItsNameIsGone()
    {
        var time = new Microsoft.Extensions.Time.Testing.FakeTimeProvider();
        var names = new SwitchedResolver(_resolver.Answer("auth.internal", "10.1.2.4"));
        await using var outbound = new OutboundFixture(
            new()
            {
                ["ReverseProxy:Clusters:auth:Destinations:primary:Address"] = "https://auth.internal",
                ["Gateway:Outbound:AllowedNetworks:0"] = "10.0.0.0/8",
            },
            services => services.AddSingleton<IHostResolver>(names).AddSingleton<IDialler>(_dialler).AddSingleton<TimeProvider>(time));
        await Assert.ThrowsAsync<OutboundRefusedException>(() => outbound.ConnectAsync("10.1.2.4", 443));

        names.KnowsNames = false;
        time.Advance(TimeSpan.FromMinutes(5));

        await Assert.ThrowsAsync<OutboundRefusedException>(() => outbound.ConnectAsync("10.1.2.4", 443));
        Assert.Empty(_dialler.Dialled);
    }

    [Fact]
    public async Task Connect_AsksForTheUpstreamsName_ApartFromTheUsersNames()
    {
        await using var outbound = new OutboundFixture(
            new()
            {
                ["ReverseProxy:Clusters:auth:Destinations:primary:Address"] = "https://auth.internal",
                ["Gateway:Outbound:AllowedNetworks:0"] = "10.0.0.0/8",
            },
            services => services
                .AddSingleton<IHostResolver>(_resolver.Answer("scm.internal", "10.1.2.4"))
                .AddKeyedSingleton<IHostResolver>(UpstreamDestinations.ResolverKey, new FakeResolver().Answer("auth.internal", "10.1.2.4"))
                .AddSingleton<IDialler>(_dialler));

        await Assert.ThrowsAsync<OutboundRefusedException>(() => outbound.ConnectAsync("scm.internal", 443));
        Assert.Equal(1, _resolver.Questions);
        Assert.Empty(_dialler.Dialled);
    }

    [Fact]
    public async Task Connect_HasTwoResolvers_ThatShareNoLimit()
    {
        await using var outbound = new OutboundFixture([]);

        var ofUpstream = outbound.Get<IServiceProvider>().GetRequiredKeyedService<IHostResolver>(UpstreamDestinations.ResolverKey);
        Assert.NotSame(outbound.Get<IHostResolver>(), ofUpstream);
    }

    private OutboundFixture Create(params (string Key, string? Value)[] settings) => new(
        settings.ToDictionary(setting => setting.Key, setting => setting.Value),
        services => services.AddSingleton<IHostResolver>(_resolver).AddSingleton<IDialler>(_dialler));

    private sealed class SwitchedResolver(IHostResolver names) : IHostResolver
    {
        public bool KnowsNames { get; set; } = true;

        public Task<System.Net.IPAddress[]> ResolveAsync(string host, CancellationToken cancellationToken)
            => KnowsNames || System.Net.IPAddress.TryParse(host, out _)
                ? names.ResolveAsync(host, cancellationToken)
                : throw new SocketException((int)SocketError.TryAgain);
    }
}
