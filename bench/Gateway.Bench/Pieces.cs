using System.Text.Json;
using BenchmarkDotNet.Attributes;
using Gateway.Identity;
using Gateway.ScmIntegrations;
using Gateway.ScmIntegrations.Contracts;
using Gateway.Storage;
using Gateway.Storage.Protection;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Gateway.Bench;

/// <summary>The inner pieces of a request to the gateway's own API: who asks, what they have, what it says.</summary>
[MemoryDiagnoser]
public class Pieces : IDisposable
{
    private static readonly CurrentOwner Owner = new("us-c4e889d8-9bbc-4dfa-b39f-5d41c888349d", "bench@example.com", "bench");

    private readonly WorkFolder _folder = new();
    private readonly Secret _bearer = new(new string('t', 300));
    private IHost _host = null!;
    private CachedOwnerSource _identity = null!;
    private IScmIntegrationStore _store = null!;
    private ITokenProtector _protector = null!;
    private ScmIntegration _sealed = null!;
    private ScmIntegrationListEnvelope _answer = null!;

    [GlobalSetup]
    public async Task SetUpAsync()
    {
        _host = EmbeddedStore.Build(_folder.Path);
        await _host.StartAsync();
        _store = _host.Services.GetRequiredService<IScmIntegrationStore>();
        _protector = _host.Services.GetRequiredService<ITokenProtector>();
        for (var i = 0; i < 2; i++)
        {
            await _store.AddAsync(EmbeddedStore.NewIntegration(Owner.Id), 100, default);
        }

        _sealed = (await _host.Services.GetRequiredService<IStoreBackend>().ListAsync(Owner.Id, default))[0];
        _answer = new ScmIntegrationListEnvelope([.. (await _store.ListAsync(Owner.Id, default)).Select(one => ScmIntegrationResponse.From(one, Owner, withToken: true))]);
        _identity = new CachedOwnerSource(
            new OneOwner(), new FixedOptions<IdentityOptions>(new IdentityOptions()), ActivatorUtilities.CreateInstance<IdentityMetrics>(_host.Services), TimeProvider.System);
        await _identity.FindOwnerAsync(_bearer, default);
    }

    [GlobalCleanup]
    public void Dispose()
    {
        _identity.Dispose();
        _host.Dispose();
        _folder.Dispose();
        GC.SuppressFinalize(this);
    }

    [Benchmark(Description = "identity, from the cache")]
    public async Task<bool> Identity() => (await _identity.FindOwnerAsync(_bearer, default)).Owner is not null;

    [Benchmark(Description = "list of 2, tokens unsealed")]
    public async Task<int> List() => (await _store.ListAsync(Owner.Id, default)).Count;

    [Benchmark(Description = "unseal one token")]
    public bool Unseal() => _protector.TryUnseal(
        _sealed.AccessToken!, TokenBinding.Of(_sealed, nameof(ScmIntegration.AccessToken)), out _, out _);

    [Benchmark(Description = "JSON of a list of 2")]
    public byte[] Json() => JsonSerializer.SerializeToUtf8Bytes(_answer, ScmIntegrationJsonContext.Default.ScmIntegrationListEnvelope);

    private sealed class OneOwner : IOwnerSource
    {
        public ValueTask<OwnerAnswer> FindOwnerAsync(Secret bearerToken, CancellationToken cancellationToken) => ValueTask.FromResult(new OwnerAnswer(Owner));
    }
}
