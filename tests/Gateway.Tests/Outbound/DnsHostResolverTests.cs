using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using Gateway.Outbound;

namespace Gateway.Tests.Outbound;

public sealed class DnsHostResolverTests : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    private readonly ConcurrentQueue<string> _asked = new();
    private readonly TaskCompletionSource<IPAddress[]> _silence = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly DnsHostResolver _resolver;

    public DnsHostResolverTests() => _resolver = new DnsHostResolver(AskAsync);

    public void Dispose() => _resolver.Dispose();

    [Fact]
    public async Task Who_Asks_For_The_Same_Name_At_The_Same_Time_Shares_One_Question()
    {
        var callers = new[] { ResolveAsync("silent.test"), ResolveAsync("SILENT.test"), ResolveAsync("silent.test") };
        _silence.SetResult([IPAddress.Parse("192.0.2.1")]);

        Assert.All(await Task.WhenAll(callers), addresses => Assert.Equal("192.0.2.1", Assert.Single(addresses).ToString()));
        Assert.Single(_asked);
    }

    [Fact]
    public async Task A_Name_Is_Asked_For_Anew_Once_Its_Answer_Is_There()
    {
        await ResolveAsync("quick.test");
        await ResolveAsync("quick.test");
        Assert.Equal(["quick.test", "quick.test"], _asked);
    }

    [Fact]
    public async Task Who_Leaves_Does_Not_End_The_Question_Of_The_Others()
    {
        using var leaving = new CancellationTokenSource();
        var first = _resolver.ResolveAsync("silent.test", leaving.Token);
        var second = ResolveAsync("silent.test");
        await leaving.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => first);

        _silence.SetResult([]);
        Assert.Empty(await second);
        Assert.Single(_asked);
    }

    [Fact]
    public async Task A_Silent_Name_That_Many_Ask_For_Keeps_No_Other_Waiting()
    {
        var callers = Enumerable.Range(0, 100).Select(_ => ResolveAsync("silent.test")).ToArray();
        Assert.Single(await ResolveAsync("quick.test").WaitAsync(Patience));
        Assert.All(callers, caller => Assert.False(caller.IsCompleted));
    }

    [Fact]
    public async Task Many_Silent_Names_Keep_Other_Names_Waiting_But_No_Literal_Address()
    {
        var callers = Enumerable.Range(0, 32).Select(number => ResolveAsync($"silent-{number}.test")).ToArray();
        Assert.Equal(32, _asked.Count);
        var waiting = new[] { ResolveAsync("quick.test"), ResolveAsync("quick.test") };
        using var leaving = new CancellationTokenSource();
        var left = _resolver.ResolveAsync("left.test", leaving.Token);
        await leaving.CancelAsync();
        Assert.Single(await ResolveAsync("10.0.0.1").WaitAsync(Patience));
        Assert.DoesNotContain("quick.test", _asked);

        _silence.SetResult([]);
        await Task.WhenAll([.. callers, .. waiting]).WaitAsync(Patience);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => left);
        Assert.DoesNotContain("left.test", _asked);
    }

    [Fact]
    public async Task What_Cannot_Be_A_Name_Is_Not_Found_However_Often_It_Is_Asked_For()
    {
        for (var number = 0; number < 40; number++)
        {
            var exception = await Assert.ThrowsAsync<SocketException>(() => ResolveAsync($"invalid-{number}.test").WaitAsync(Patience));
            Assert.Equal(SocketError.HostNotFound, exception.SocketErrorCode);
        }
    }

    private Task<IPAddress[]> ResolveAsync(string host) => _resolver.ResolveAsync(host, CancellationToken.None);

    private Task<IPAddress[]> AskAsync(string host)
    {
        _asked.Enqueue(host);
        return host switch
        {
            _ when host.StartsWith("silent", StringComparison.OrdinalIgnoreCase) => _silence.Task,
            _ when host.StartsWith("invalid", StringComparison.Ordinal) => throw new ArgumentException("not a name", nameof(host)),
            _ => Task.FromResult<IPAddress[]>([IPAddress.Parse("192.0.2.2")]),
        };
    }
}
