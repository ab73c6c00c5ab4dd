using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;
using Tests.Common;

namespace Gateway.Tests.Storage;

/// <summary>The layers of the store as the gateway puts them together, and the units of what they count.</summary>
public sealed class StoreCompositionTests
{
    [Fact]
    public async Task Each_Question_Is_Measured_Remembered_And_Sealed()
    {
        await using var host = new StoreHost(new Dictionary<string, string?>());
        await host.StartAsync();
        using var meter = new MeterReader(host.Services.GetRequiredService<IMeterFactory>());
        var integration = Integrations.For("us-1");
        await host.Store.AddAsync(integration, 10, default);
        await host.Store.ListAsync("us-1", default);
        await host.Store.ListAsync("us-1", default);

        Assert.Equal(2, meter.Lines.Count(line => line == "gateway.store.operation.duration operation=list outcome=ok"));
        Assert.Equal(["gateway.store.cache.lookups result=miss 1", "gateway.store.cache.lookups result=hit 1"], meter.Lines.Where(line => line.Contains("lookups", StringComparison.Ordinal)));
        var stored = await host.Backend.FindAsync("us-1", integration.Id, default);
        Assert.StartsWith("v1.", stored!.AccessToken!.Reveal(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_Is_Counted_Has_Its_Unit_And_Is_Explained()
    {
        await using var host = new StoreHost(new Dictionary<string, string?>());
        var factory = host.Resolve<IMeterFactory>();
        var instruments = new List<Instrument>();
        using var listener = new MeterListener
        {
            InstrumentPublished = (instrument, _) =>
            {
                if (ReferenceEquals(instrument.Meter.Scope, factory) && instrument.Name.StartsWith("gateway.store.", StringComparison.Ordinal))
                {
                    instruments.Add(instrument);
                }
            },
        };
        listener.Start();
        host.Resolve<Gateway.Storage.StoreMetrics>();

        Assert.Equal(
            ["gateway.store.cache.lookups {lookup}", "gateway.store.operation.duration s", "gateway.store.quarantined {integration}", "gateway.store.reopened {time}"],
            instruments.Select(instrument => $"{instrument.Name} {instrument.Unit}").Order(StringComparer.Ordinal));
        Assert.All(instruments, instrument => Assert.EndsWith(".", instrument.Description, StringComparison.Ordinal));
    }
}
