using Gateway.Plugins.Invocation;
using Gateway.ScmIntegrations;
using Microsoft.Extensions.Options;
using Providers.Abstractions;

namespace Plugins.Tests;

public sealed class PlatformCallLimitsTests : IDisposable
{
    private readonly PlatformCallLimits _limits = new(Options.Create(new LimitOptions { ConcurrentPlatformCalls = 10 }));

    public void Dispose() => _limits.Dispose();

    [Fact]
    public async Task A_Host_Gets_Four_Places_And_The_Next_Caller_One_That_Comes_Free()
    {
        var places = await TakeAsync(4, _ => "https://a.example");

        var fifth = EnterAsync("https://a.example");
        Assert.False(fifth.IsCompleted);
        places[0]!.Dispose();
        places[0]!.Dispose();

        Assert.NotNull(await fifth);
        Assert.False(EnterAsync("https://a.example").IsCompleted);
    }

    [Fact]
    public async Task Instances_On_One_Host_Share_Its_Places_And_Other_Ports_Do_Not()
    {
        await TakeAsync(4, i => $"https://a.example/{i}");

        Assert.False(EnterAsync("https://a.example/other").IsCompleted);
        Assert.NotNull(await EnterAsync("https://a.example:8443"));
    }

    [Fact]
    public async Task The_One_Address_Of_A_Platform_Gets_Half_Of_All_Places()
    {
        await TakeAsync(5, _ => "https://a.example", isShared: true);

        Assert.False(EnterAsync("https://a.example", isShared: true).IsCompleted);
    }

    [Fact]
    public async Task All_Together_Get_As_Many_As_Are_Configured()
    {
        await TakeAsync(10, i => $"https://{i}.example");

        Assert.False(EnterAsync("https://11.example").IsCompleted);
    }

    [Fact]
    public async Task Whoever_Waits_In_Vain_Leaves_Nothing_Behind()
    {
        var places = await TakeAsync(4, _ => "https://a.example");
        using var deadline = new CancellationTokenSource();
        var waiting = EnterAsync("https://a.example", deadline: deadline.Token);
        await deadline.CancelAsync();
        Assert.Null(await waiting);

        foreach (var place in places)
        {
            place!.Dispose();
        }

        Assert.All(await TakeAsync(4, _ => "https://a.example"), Assert.NotNull);
    }

    [Fact]
    public async Task So_Many_May_Wait_And_The_Next_Is_Turned_Away_At_Once()
    {
        await TakeAsync(4, _ => "https://a.example");
        var waiting = Enumerable.Range(0, 60).Select(_ => EnterAsync("https://a.example")).ToList();

        Assert.Null(await EnterAsync("https://a.example"));
        Assert.All(waiting, wait => Assert.False(wait.IsCompleted));
        Assert.NotNull(await EnterAsync("https://b.example"));
    }

    [Fact]
    public async Task Those_Who_Share_A_Host_And_Those_Who_Do_Not_Take_No_Places_From_Each_Other()
    {
        await TakeAsync(4, _ => "https://a.example");

        Assert.NotNull(await EnterAsync("https://a.example", isShared: true));
    }

    [Fact]
    public async Task Whoever_Waits_In_Vain_For_A_Place_Among_All_Gives_Back_The_Hosts()
    {
        var places = await TakeAsync(10, i => $"https://{i}.example");
        for (var times = 0; times < 100; times++)
        {
            using var deadline = new CancellationTokenSource();
            var waiting = EnterAsync("https://a.example", deadline: deadline.Token);
            await deadline.CancelAsync();
            Assert.Null(await waiting);
        }

        places.ForEach(place => place!.Dispose());

        Assert.All(await TakeAsync(4, _ => "https://a.example").WaitAsync(TimeSpan.FromSeconds(20)), Assert.NotNull);
    }

    [Fact]
    public async Task However_Often_A_Place_Was_Taken_And_Left_There_Is_One()
    {
        for (var times = 0; times < 200; times++)
        {
            var place = await EnterAsync("https://a.example").WaitAsync(TimeSpan.FromSeconds(20));
            Assert.NotNull(place);
            place.Dispose();
        }
    }

    private Task<IDisposable?> EnterAsync(string url, bool isShared = false, CancellationToken deadline = default)
        => _limits.EnterAsync(ScmInstance.Parse(url), isShared, deadline);

    private async Task<List<IDisposable?>> TakeAsync(int count, Func<int, string> url, bool isShared = false)
    {
        var places = new List<IDisposable?>();
        for (var i = 0; i < count; i++)
        {
            places.Add(await EnterAsync(url(i), isShared));
        }

        return places;
    }
}
