using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Text.Json;
using Gateway.Configuration;
using Gateway.Outbound;
using Gateway.ScmIntegrations;
using Gateway.Tests.Outbound;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Tests.Common;
using Tests.Common.StandIns.Auth;

namespace Gateway.SecurityTests.Worlds;

/// <summary>
/// The whole gateway on real sockets, the auth API behind it, platforms, a name server, and a canary on every address that must not be
/// dialled. Only inside a namespace.
/// </summary>
internal sealed class World : IAsyncDisposable
{
    /// <summary>What callers pay no attention to: an address of the internet, and one of a company's network.</summary>
    private static readonly IPAddress PublicPlatforms = IPAddress.Parse("93.184.215.14");
    private static readonly IPAddress PrivatePlatforms = IPAddress.Parse("10.99.0.2");

    private static readonly TimeSpan WarmUpLimit = TimeSpan.FromSeconds(30);

    private readonly TestCertificates _certificates = new();
    private readonly ConcurrentQueue<string> _secrets = new();
    private readonly NameServer _names;
    private WebApplication? _gateway;
    private int _people;

    private World(WorldPlan plan)
    {
        Plan = plan;
        PlatformAddress = plan.Kind == WorldKind.Private ? PrivatePlatforms : PublicPlatforms;
        Zone = new Zone(PlatformAddress);
        _names = new NameServer(Zone);
        Platforms = new PlatformServer(PlatformAddress, _certificates);
        Sinks = new Sinks(plan);
    }

    public WorldPlan Plan { get; }

    public IPAddress PlatformAddress { get; }

    public Zone Zone { get; }

    public Canaries Canaries { get; } = new();

    public PlatformServer Platforms { get; }

    public AuthUpstreamStandIn Upstream { get; } = new();

    public RecordingDialler Dialler { get; } = new();

    public Sinks Sinks { get; }

    public int Port { get; } = FreePort.Next();

    public int ManagementPort { get; } = FreePort.Next();

    public int? TlsPort { get; private init; }

    public IServiceProvider Services => _gateway!.Services;

    public string Folder => Path.Combine(Plan.Scratch, "gateway");

    /// <summary>Every token that was used, to be looked for where none may be.</summary>
    public IReadOnlyList<string> Secrets => [.. _secrets];

    /// <param name="plan">Which world.</param>
    /// <param name="settings">Besides those of the world.</param>
    /// <param name="configure">Puts something in the place of a service.</param>
    /// <param name="tlsPort">Another port to listen on, with TLS.</param>
    public static async Task<World> StartAsync(
        WorldPlan plan, IReadOnlyDictionary<string, string>? settings = null, Action<WebApplicationBuilder>? configure = null, int? tlsPort = null)
    {
        var world = new World(plan) { TlsPort = tlsPort };
        await world.StartGatewayAsync(settings ?? new Dictionary<string, string>(), configure);
        return world;
    }

    /// <summary>Everything but the gateway, which runs as a process of its own there.</summary>
    public static World WithoutGateway(WorldPlan plan) => new(plan);

    /// <summary>
    /// The first calls of a process take longer than any other, the more so beside other processes: they are made before anything is judged.
    /// What is still refused then is for the rows to tell.
    /// </summary>
    public async Task WarmUpAsync()
    {
        var person = NewPerson();
        var started = TimeProvider.System.GetTimestamp();
        while ((await CallAsync("GET", "/v1/scm_integrations", person.Bearer)).Status != 200
            || (await CallAsync("POST", "/v1/scm_integrations", person.Bearer, CreateBody(PlatformServer.AddressOf("ok"), person.PlatformToken))).Status != 201)
        {
            if (TimeProvider.System.GetElapsedTime(started) > WarmUpLimit)
            {
                return;
            }

            await Task.Delay(TimeSpan.FromSeconds(1));
        }
    }

    /// <summary>Ends the gateway, and lets go of its store.</summary>
    public async Task StopGatewayAsync()
    {
        if (_gateway is not null)
        {
            await _gateway.StopAsync();
            await _gateway.DisposeAsync();
            _gateway = null;
        }
    }

    public string Remember(string secret)
    {
        _secrets.Enqueue(secret);
        return secret;
    }

    public Person NewPerson()
    {
        var number = Interlocked.Increment(ref _people).ToString(CultureInfo.InvariantCulture);
        var user = Upstream.AddUser($"person{number}");
        var bearer = Plan.Kind == WorldKind.Jwt
            ? Upstream.IssueToken(user)
            : $"canary-bearer-{number}-{Guid.NewGuid():N}";
        if (Plan.Kind != WorldKind.Jwt)
        {
            Upstream.AcceptToken(bearer, user);
        }

        return new Person(user, Remember(bearer), Remember($"canary-platform-{number}-{Guid.NewGuid():N}"));
    }

    /// <summary>A person with an integration.</summary>
    public async Task<Person> NewLinkedPersonAsync()
    {
        var person = NewPerson();
        var answer = await CallAsync("POST", "/v1/scm_integrations", person.Bearer, CreateBody(PlatformServer.AddressOf("ok"), person.PlatformToken));
        person.IntegrationId = answer.Status == 201
            ? JsonDocument.Parse(answer.Body).RootElement.GetProperty("scm_integration").GetProperty("id").GetString()
            : throw new InvalidOperationException($"A well-meant link was answered with {answer.Status}: {answer.Text}");
        return person;
    }

    public static string CreateBody(string url, string token)
        => JsonSerializer.Serialize(new { scm_integration = new { scm_type = "gitlab-self-hosted", url, access_token = token } });

    /// <summary>A well-formed call.</summary>
    public Task<RawAnswer> CallAsync(string method, string path, string? bearer, string? body = null)
        => RawHttpClient.SendOnceAsync(
            Port,
            $"{method} {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n"
            + (bearer is null ? "" : $"Authorization: Bearer {bearer}\r\n")
            + (body is null ? "" : $"Content-Type: application/json\r\nContent-Length: {System.Text.Encoding.UTF8.GetByteCount(body)}\r\n")
            + $"\r\n{body}",
            TimeSpan.FromSeconds(60));

    public Task<RawAnswer> ManageAsync(string path)
        => RawHttpClient.SendOnceAsync(ManagementPort, $"GET {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n");

    public async ValueTask DisposeAsync()
    {
        await StopGatewayAsync();
        await Upstream.DisposeAsync();
        await Platforms.DisposeAsync();
        await Canaries.DisposeAsync();
        await _names.DisposeAsync();
        _certificates.Dispose();
        Sinks.Dispose();
    }

    private async Task StartGatewayAsync(IReadOnlyDictionary<string, string> settings, Action<WebApplicationBuilder>? configure)
    {
        Directory.CreateDirectory(Folder);
        var all = WorldSettings.Of(this).Concat(settings).Select(setting => $"--{setting.Key}={setting.Value}");
        var builder = WebApplication.CreateSlimBuilder([.. all]);
        builder.AddGateway();
        builder.Services.AddSingleton<IDialler>(Dialler);
        builder.Services.AddSingleton(new UnreachableFloor(TimeProvider.System) { Length = TimeSpan.Zero });
        Sinks.Attach(builder);
        configure?.Invoke(builder);
        _gateway = builder.Build();
        await _gateway.CheckSettingsAsync();
        _gateway.UseGateway();
        await _gateway.StartAsync();
    }
}
