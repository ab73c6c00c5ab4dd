using Gateway.Operations;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Yarp.ReverseProxy.Configuration;
using Yarp.ReverseProxy.Forwarder;
using Yarp.ReverseProxy.Model;

namespace Gateway.Tests.Operations;

public sealed class SocketThreadsTests
{
    [Fact]
    public async Task What_Is_Forwarded_Stays_On_The_Thread_It_Came_On()
        => Assert.False(await RunsOnPoolAsync(new RouteModel(new RouteConfig { RouteId = "auth" }, cluster: null, HttpTransformer.Default)));

    [Fact]
    public async Task A_Call_Of_The_Gateways_Own_Leaves_The_Thread_That_Waits_For_Sockets()
        => Assert.True(await RunsOnPoolAsync("the list of integrations"));

    // Asked from a thread of its own, as the runtime has for its sockets.
    private static Task<bool> RunsOnPoolAsync(object metadata)
    {
        var app = new ApplicationBuilder(new ServiceCollection().BuildServiceProvider());
        app.UseThreadPoolUnlessForwarded();
        var answer = new TaskCompletionSource<bool>();
        app.Run(_ =>
        {
            answer.SetResult(Thread.CurrentThread.IsThreadPoolThread);
            return Task.CompletedTask;
        });
        var pipeline = app.Build();
        var context = new DefaultHttpContext();
        context.SetEndpoint(new Endpoint(requestDelegate: null, new EndpointMetadataCollection(metadata), "test"));
        new Thread(() => pipeline(context)).Start();
        return answer.Task;
    }
}
