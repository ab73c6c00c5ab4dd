using Gateway;
using Gateway.ScmIntegrations;
using Gateway.Storage;
using Gateway.Tests.Storage;

namespace Storage.CrashTests;

/// <summary>Links, updates, adopts and unlinks, several owners at once, and writes down what was begun and what was acknowledged.</summary>
internal sealed class Workload(Recording recording)
{
    private const int Owners = 6;
    private const int StepsPerOwner = 22;

    private int _operations;

    public static string OwnerId(int owner) => "us-" + owner;

    /// <summary>What is compared: all of a row, its unsealed token included.</summary>
    public static string Describe(ScmIntegration integration)
        => $"{integration.OwnerId} {integration.Uid} {integration.Username} {integration.AccessToken!.Reveal()} {integration.Revision}";

    public async Task RunAsync(IScmIntegrationStore store, int seed)
        => await Task.WhenAll(Enumerable.Range(0, Owners).Select(owner => RunOwnerAsync(store, OwnerId(owner), new Random(seed + owner))));

    public static async Task<Dictionary<Guid, string>> ReadAsync(IScmIntegrationStore store)
    {
        var found = new Dictionary<Guid, string>();
        await foreach (var integration in store.ReadAllAsync(null, default))
        {
            found.Add(integration.Id, Describe(integration));
        }

        for (var owner = 0; owner < Owners; owner++)
        {
            foreach (var integration in await store.ListAsync(OwnerId(owner), default))
            {
                Assert.Equal(Describe(integration), found[integration.Id]);
            }
        }

        return found;
    }

    private async Task RunOwnerAsync(IScmIntegrationStore store, string ownerId, Random random)
    {
        await AdoptAsync(store, ownerId);
        var rows = new List<ScmIntegration>();
        for (var step = 0; step < StepsPerOwner; step++)
        {
            var choice = rows.Count == 0 ? 0 : random.Next(4);
            if (choice <= 1)
            {
                var row = Integrations.For(ownerId) with { Username = new string('u', random.Next(3000)) };
                await DoAsync(row.Id, row, async () => Assert.Equal(AddOutcome.Added, await store.AddAsync(row, 1000, default)));
                rows.Add(row);
                continue;
            }

            var index = random.Next(rows.Count);
            var chosen = rows[index];
            if (choice == 2)
            {
                var changed = chosen with { Username = new string('v', random.Next(3000)), AccessToken = new Secret("token-" + random.NextInt64()) };
                rows[index] = changed with { Revision = chosen.Revision + 1 };
                await DoAsync(chosen.Id, rows[index], async () => Assert.Equal(UpdateOutcome.Updated, await store.UpdateAsync(changed, default)));
            }
            else
            {
                rows.RemoveAt(index);
                await DoAsync(chosen.Id, null, async () => Assert.True(await store.RemoveAsync(ownerId, chosen.Id, default)));
            }
        }
    }

    private async Task AdoptAsync(IScmIntegrationStore store, string ownerId)
    {
        ScmIntegration[] adopted = [Integrations.For(ownerId), Integrations.For(ownerId)];
        var operations = adopted.Select(one => Begin(one.Id, one)).ToList();
        await store.AdoptAsync(ownerId, adopted, default);
        operations.ForEach(operation => recording.Add(new Acknowledged(operation)));
    }

    private async Task DoAsync(Guid row, ScmIntegration? result, Func<Task> act)
    {
        var operation = Begin(row, result);
        await act();
        recording.Add(new Acknowledged(operation));
    }

    private int Begin(Guid row, ScmIntegration? result)
    {
        var operation = Interlocked.Increment(ref _operations);
        recording.Add(new Begun(operation, row, result is null ? null : Describe(result)));
        return operation;
    }
}
