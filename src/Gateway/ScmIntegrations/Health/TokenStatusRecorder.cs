using Gateway.Storage;

namespace Gateway.ScmIntegrations.Health;

/// <summary>Keeps what a platform has said of a token, and tells the listeners when the status that is kept has changed by it.</summary>
internal sealed class TokenStatusRecorder(IScmIntegrationStore store, IEnumerable<ITokenStatusListener> listeners)
{
    // Not cancelled with a request: the platform has spoken. Of several who have read the same, the store takes one, which alone tells of it.
    public async Task<UpdateOutcome> RecordAsync(ScmIntegration before, ScmIntegration after)
    {
        var outcome = await store.UpdateAsync(after, CancellationToken.None);
        if (outcome == UpdateOutcome.Updated && after.Status != before.Status)
        {
            foreach (var listener in listeners)
            {
                listener.StatusChanged(before.Status, after);
            }
        }

        return outcome;
    }
}
