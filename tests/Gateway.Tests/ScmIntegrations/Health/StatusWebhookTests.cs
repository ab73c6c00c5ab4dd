using System.Net;
using Gateway.ScmIntegrations;
using Gateway.ScmIntegrations.Health;
using Gateway.Tests.Storage;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;
using Tests.Common;

namespace Gateway.Tests.ScmIntegrations.Health;

/// <summary>How often the receiver of changes is tried, and when.</summary>
public sealed class StatusWebhookTests : IAsyncLifetime, IDisposable
{
    private readonly FakeTimeProvider _time = new();
    private readonly Receiver _receiver;
    private readonly WebhookOptions _options = new() { Url = new Uri("https://hooks.example.com/scm"), Secret = "a secret of 16 or more" };
    private readonly LogLines _log = new();
    private readonly ILoggerFactory _loggers;
    private readonly StatusWebhook _webhook;

    public StatusWebhookTests()
    {
        _receiver = new Receiver(_time);
        _loggers = LoggerFactory.Create(logging => logging.AddProvider(_log));
        _webhook = new StatusWebhook(_receiver, new OptionsMonitorStub<WebhookOptions>(_options), _time, _loggers.CreateLogger<StatusWebhook>());
    }

    public Task InitializeAsync() => _webhook.StartAsync(CancellationToken.None);

    public Task DisposeAsync() => _webhook.StopAsync(CancellationToken.None);

    public void Dispose()
    {
        _webhook.Dispose();
        _receiver.Dispose();
        _loggers.Dispose();
        _log.Dispose();
    }

    [Fact]
    public async Task A_Change_Is_Tried_Three_Times_With_A_Longer_Pause_Before_Each()
    {
        _receiver.Answer = () => new HttpResponseMessage(HttpStatusCode.BadGateway);
        var id = Change();
        await PassTimeUntilAsync(() => _log.Text.Contains($"The webhook was not told of the change of integration {id}", StringComparison.Ordinal));

        var calls = _receiver.Calls;
        Assert.Equal(3, calls.Count);
        Assert.InRange((calls[1] - calls[0]).TotalSeconds, 1, 10);
        Assert.InRange((calls[2] - calls[1]).TotalSeconds, 4, 13);

        _receiver.Answer = () => new HttpResponseMessage(HttpStatusCode.OK);
        Change();
        await PassTimeUntilAsync(() => _receiver.Calls.Count > 3);
        _time.Advance(TimeSpan.FromMinutes(5));
        Assert.Equal(4, _receiver.Calls.Count);
    }

    [Theory]
    [InlineData(false, "HttpRequestException")]
    [InlineData(true, "TaskCanceledException")]
    public async Task A_Receiver_That_Cannot_Be_Reached_Is_Tried_Again(bool takesTooLong, string exception)
    {
        _receiver.Answer = () => throw (takesTooLong ? new TaskCanceledException("too long") : new HttpRequestException("refused"));
        Change();
        await PassTimeUntilAsync(() => _receiver.Calls.Count > 0);
        _receiver.Answer = () => new HttpResponseMessage(HttpStatusCode.NoContent);
        await PassTimeUntilAsync(() => _receiver.Calls.Count == 2);

        Assert.Contains($"The webhook could not be called: {exception}.", _log.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nobody_Is_Told_Where_No_Address_Is_Set_Any_More()
    {
        _receiver.Answer = () =>
        {
            _options.Url = null;
            return new HttpResponseMessage(HttpStatusCode.BadGateway);
        };
        Change();
        await PassTimeUntilAsync(() => _options.Url is null);
        Change();
        await Task.Delay(50);
        _time.Advance(TimeSpan.FromMinutes(1));
        await Task.Delay(50);

        Assert.Single(_receiver.Calls);
        Assert.DoesNotContain("was not told", _log.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Of_Those_That_Wait_The_Oldest_Are_Dropped_When_They_Are_Too_Many()
    {
        var ids = new List<Guid>();
        using var held = new ManualResetEventSlim();
        _receiver.Answer = () =>
        {
            held.Wait(TimeSpan.FromSeconds(30));
            return new HttpResponseMessage(HttpStatusCode.OK);
        };
        ids.Add(Change());
        await PassTimeUntilAsync(() => _receiver.Calls.Count == 1);
        ids.AddRange(Enumerable.Range(0, 1001).Select(_ => Change()));
        held.Set();
        await PassTimeUntilAsync(() => _receiver.Bodies.Any(body => body.Contains(ids[^1].ToString(), StringComparison.Ordinal)));

        Assert.Equal(1001, _receiver.Calls.Count);
        Assert.DoesNotContain(_receiver.Bodies, body => body.Contains(ids[1].ToString(), StringComparison.Ordinal));
        Assert.Contains(_receiver.Bodies, body => body.Contains(ids[2].ToString(), StringComparison.Ordinal));
    }

    private Guid Change()
    {
        var integration = Integrations.For("us-1") with { Status = IntegrationStatus.Invalid };
        _webhook.StatusChanged(IntegrationStatus.Active, integration);
        return integration.Id;
    }

    private Task PassTimeUntilAsync(Func<bool> isSo) => Eventually.HoldsAsync(
        () =>
        {
            _time.Advance(TimeSpan.FromMilliseconds(100));
            return isSo();
        },
        TimeSpan.FromSeconds(60),
        "it did not come about");

    private sealed class Receiver(TimeProvider time) : HttpMessageHandler, IHttpClientFactory
    {
        private readonly Lock _lock = new();
        private readonly List<DateTimeOffset> _calls = [];
        private readonly List<string> _bodies = [];

        public Func<HttpResponseMessage> Answer { get; set; } = () => new HttpResponseMessage(HttpStatusCode.OK);

        public IReadOnlyList<DateTimeOffset> Calls
        {
            get
            {
                lock (_lock)
                {
                    return [.. _calls];
                }
            }
        }

        public IReadOnlyList<string> Bodies
        {
            get
            {
                lock (_lock)
                {
                    return [.. _bodies];
                }
            }
        }

        public HttpClient CreateClient(string name) => new(this, disposeHandler: false);

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            var body = await request.Content!.ReadAsStringAsync(cancellationToken);
            lock (_lock)
            {
                _calls.Add(time.GetUtcNow());
                _bodies.Add(body);
            }

            return Answer();
        }
    }
}
