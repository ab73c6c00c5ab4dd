using System.Diagnostics;
using Gateway.ScmIntegrations;

namespace Gateway.Storage;

/// <summary>Measures each question to the store as the API sees it.</summary>
internal sealed class MeasuringScmIntegrationStore(IScmIntegrationStore inner, StoreMetrics metrics) : IScmIntegrationStore
{
    private const string Ok = "ok";

    public ValueTask<IReadOnlyList<ScmIntegration>> ListAsync(string ownerId, CancellationToken cancellationToken)
    {
        var startedAt = Stopwatch.GetTimestamp();
        return Measure("list", startedAt, inner.ListAsync(ownerId, cancellationToken));
    }

    public ValueTask<ScmIntegration?> FindAsync(string ownerId, Guid id, CancellationToken cancellationToken)
    {
        var startedAt = Stopwatch.GetTimestamp();
        return Measure("find", startedAt, inner.FindAsync(ownerId, id, cancellationToken));
    }

    public Task<AddOutcome> AddAsync(ScmIntegration integration, int limit, CancellationToken cancellationToken)
        => MeasureAsync("add", inner.AddAsync(integration, limit, cancellationToken), outcome => outcome switch
        {
            AddOutcome.Added => Ok,
            AddOutcome.Duplicate => "duplicate",
            _ => "limit_reached",
        });

    public Task<UpdateOutcome> UpdateAsync(ScmIntegration integration, CancellationToken cancellationToken)
        => MeasureAsync("update", inner.UpdateAsync(integration, cancellationToken), outcome => outcome switch
        {
            UpdateOutcome.Updated => Ok,
            UpdateOutcome.NotFound => "not_found",
            _ => "changed",
        });

    public Task<bool> RemoveAsync(string ownerId, Guid id, CancellationToken cancellationToken)
        => MeasureAsync("remove", inner.RemoveAsync(ownerId, id, cancellationToken), removed => removed ? Ok : "not_found");

    public ValueTask<bool> HasAdoptedAsync(string ownerId, CancellationToken cancellationToken) => inner.HasAdoptedAsync(ownerId, cancellationToken);

    public Task AdoptAsync(string ownerId, IReadOnlyList<ScmIntegration> integrations, CancellationToken cancellationToken)
        => MeasureAsync("adopt", AdoptAndTellAsync(ownerId, integrations, cancellationToken), _ => Ok);

    public IAsyncEnumerable<ScmIntegration> ReadAllAsync(Guid? after, CancellationToken cancellationToken) => inner.ReadAllAsync(after, cancellationToken);

    public Task ProbeAsync(CancellationToken cancellationToken) => inner.ProbeAsync(cancellationToken);

    private async Task<bool> AdoptAndTellAsync(string ownerId, IReadOnlyList<ScmIntegration> integrations, CancellationToken cancellationToken)
    {
        await inner.AdoptAsync(ownerId, integrations, cancellationToken);
        return true;
    }

    private ValueTask<T> Measure<T>(string operation, long startedAt, ValueTask<T> answer)
    {
        if (!answer.IsCompletedSuccessfully)
        {
            return new ValueTask<T>(MeasureAsync(operation, answer.AsTask(), _ => Ok));
        }

        metrics.Measured(operation, Ok, startedAt);
        return answer;
    }

    private async Task<T> MeasureAsync<T>(string operation, Task<T> answer, Func<T, string> describe)
    {
        var startedAt = Stopwatch.GetTimestamp();
        try
        {
            var result = await answer;
            metrics.Measured(operation, describe(result), startedAt);
            return result;
        }
        catch (StoreUnavailableException)
        {
            metrics.Measured(operation, "unavailable", startedAt);
            throw;
        }
    }
}
