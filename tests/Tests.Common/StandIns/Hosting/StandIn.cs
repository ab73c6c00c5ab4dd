using Microsoft.AspNetCore.Builder;
using WireMock.Server;
using WireMock.Settings;

namespace Tests.Common.StandIns.Hosting;

/// <summary>A server on loopback that behaves like a real one, on WireMock.Net. It listens from the moment it is made.</summary>
public abstract class StandIn : IAsyncDisposable
{
    private readonly StandInOptions _options;
    private readonly TroubleSwitch _troubles = new();
    private readonly List<(StandInRoute Route, int Priority)> _routes = [];
    private CancellationTokenSource _stopping = new();
    private WireMockServer _server;

    protected StandIn(StandInOptions options)
    {
        _options = options;
        _server = Listen(options.Port, Task.CompletedTask);
        Port = _server.Port;
    }

    public int Port { get; }

    /// <summary>The address, with the prefix, without a trailing slash.</summary>
    public string Url => $"{(_options.Certificate is null ? "http" : "https")}://127.0.0.1:{Port}{_options.PathPrefix}";

    /// <summary>What it has seen.</summary>
    public RequestLog Requests { get; } = new();

    protected TimeProvider Time => _options.Time;

    /// <summary>Lets every request run into trouble, until <see cref="Recover"/>.</summary>
    public void Suffer(Trouble trouble) => _troubles.On("", trouble);

    /// <summary>Lets requests to a path, and below it, run into trouble.</summary>
    public void Suffer(string path, Trouble trouble) => _troubles.On(path, trouble);

    /// <summary>Ends all trouble.</summary>
    public void Recover() => _troubles.AllOff();

    /// <summary>Adds a route of the test's own, which goes before all others.</summary>
    public void When(string? method, string path, Func<StandInRequest, StandInResponse> handler) => Map(method, path, handler, 0);

    /// <summary>Stops listening: connections are refused from now on, and those under way break.</summary>
    public async Task GoAwayAsync()
    {
        await _stopping.CancelAsync();
        await Task.Run(_server.Stop);
    }

    /// <summary>Listens again on the same port; who connects before the routes are back waits for them.</summary>
    public void ComeBack()
    {
        _stopping.Dispose();
        _stopping = new CancellationTokenSource();
        var registered = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _server = Listen(Port, registered.Task);
        _routes.ForEach(Register);
        registered.SetResult();
    }

    public async ValueTask DisposeAsync()
    {
        if (_server.IsStarted)
        {
            await GoAwayAsync();
        }

        _server.Dispose();
        _stopping.Dispose();
        GC.SuppressFinalize(this);
    }

    /// <summary>Adds a route; <see langword="null"/> for every method.</summary>
    protected void Map(string? method, string path, Func<StandInRequest, StandInResponse> handler, int priority = 1)
    {
        (StandInRoute, int) entry = (new StandInRoute(method, new RouteTemplate(path), handler), priority);
        _routes.Add(entry);
        Register(entry);
    }

    private void Register((StandInRoute Route, int Priority) entry)
        => _server.Given(entry.Route.Condition).AtPriority(entry.Priority).RespondWith(entry.Route);

    private WireMockServer Listen(int port, Task registered)
    {
        var middleware = new StandInMiddleware(_options.PathPrefix, Requests, _troubles, registered, _stopping.Token);
        return WireMockServer.Start(new WireMockServerSettings
        {
            Urls = [$"{(_options.Certificate is null ? "http" : "https")}://127.0.0.1:{port}"],
            CertificateSettings = _options.Certificate is { } certificate
                ? new WireMockCertificateSettings { X509Certificate = certificate }
                : null,
            AllowBodyForAllHttpMethods = true,
            DisableJsonBodyParsing = true,
            DisableDeserializeFormUrlEncoded = true,
            DisableRequestBodyDecompressing = true,
            MaxRequestLogCount = 1,
            PreWireMockMiddlewareInit = app => ((IApplicationBuilder)app).Use(next => context => middleware.InvokeAsync(context, next)),
        });
    }
}
