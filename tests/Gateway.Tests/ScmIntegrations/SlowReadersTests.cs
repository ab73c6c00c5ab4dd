using System.Collections.Concurrent;
using System.Net;
using System.Net.Http.Headers;
using Gateway.Tests.Operations;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Core.Features;
using Microsoft.Extensions.DependencyInjection;

namespace Gateway.Tests.ScmIntegrations;

/// <summary>How fast an answer has to be read, as the server is told; that it keeps to it is the server's promise.</summary>
public sealed class SlowReadersTests : IAsyncLifetime
{
    private static readonly MinDataRate OfServer = new KestrelServerLimits().MinResponseDataRate!;

    private readonly BoundReader _bounds = new();
    private RunningGateway? _gateway;

    public async Task InitializeAsync()
        => _gateway = await RunningGateway.StartAsync(configure: builder => builder.Services.AddSingleton<IStartupFilter>(_bounds));

    public async Task DisposeAsync() => await _gateway!.DisposeAsync();

    [Theory]
    [InlineData("GET", "", HttpStatusCode.OK)]
    [InlineData("GET", "/github", HttpStatusCode.NotFound)]
    [InlineData("DELETE", "/github", HttpStatusCode.NotFound)]
    [InlineData("GET", "/github/orgs", HttpStatusCode.NotFound)]
    public async Task An_Answer_Of_The_Api_Is_Read_At_128_KiB_A_Second_After_Ten_Seconds(string method, string path, HttpStatusCode status)
    {
        var bound = await BoundAsync(method, "/v1/scm_integrations" + path, status);

        Assert.Equal((128 * 1024, TimeSpan.FromSeconds(10)), (bound.BytesPerSecond, bound.GracePeriod));
    }

    [Fact]
    public async Task What_Is_Proxied_Keeps_The_Servers_Bound()
    {
        var bound = await BoundAsync("GET", "/v1/apps", HttpStatusCode.OK);

        Assert.Equal((OfServer.BytesPerSecond, OfServer.GracePeriod), (bound.BytesPerSecond, bound.GracePeriod));
    }

    private async Task<MinDataRate> BoundAsync(string method, string path, HttpStatusCode status)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), path);
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", "jo");
        using var response = await _gateway!.Public.SendAsync(request);
        Assert.Equal(status, response.StatusCode);
        return await _bounds.Of(path).WaitAsync(TimeSpan.FromSeconds(60));
    }

    /// <summary>Notes the bound that each request had in the end.</summary>
    private sealed class BoundReader : IStartupFilter
    {
        private readonly ConcurrentDictionary<string, TaskCompletionSource<MinDataRate>> _bounds = new();

        public Task<MinDataRate> Of(string path) => Entry(path).Task;

        public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
        {
            app.Use(NoteAsync);
            next(app);
        };

        private async Task NoteAsync(HttpContext context, RequestDelegate next)
        {
            await next(context);
            Entry(context.Request.Path).TrySetResult(context.Features.GetRequiredFeature<IHttpMinResponseDataRateFeature>().MinDataRate!);
        }

        private TaskCompletionSource<MinDataRate> Entry(string path) => _bounds.GetOrAdd(path, _ => new TaskCompletionSource<MinDataRate>());
    }
}
