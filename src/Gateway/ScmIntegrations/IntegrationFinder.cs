using Gateway.Storage;

namespace Gateway.ScmIntegrations;

/// <summary>Finds the integration that an address means, among those of its owner.</summary>
internal sealed class IntegrationFinder(IScmIntegrationStore store)
{
    /// <summary>For calls that only read: of several of a type, the oldest is meant.</summary>
    public async ValueTask<Outcome<ScmIntegration>> FindForReadingAsync(
        string ownerId, string reference, CancellationToken cancellationToken)
    {
        if (!IntegrationReference.TryParse(reference, out var parsed))
        {
            return Refusal.NotFound;
        }

        var integration = parsed.Id is { } id
            ? await store.FindAsync(ownerId, id, cancellationToken)
            : (await store.ListAsync(ownerId, cancellationToken)).FirstOrDefault(one => one.Type == parsed.Type);
        return integration is null ? Refusal.NotFound : integration;
    }

    /// <summary>For calls that change something: of several of a type, none is meant.</summary>
    public async ValueTask<Outcome<ScmIntegration>> FindForChangeAsync(
        string ownerId, string reference, CancellationToken cancellationToken)
    {
        if (!IntegrationReference.TryParse(reference, out var parsed))
        {
            return Refusal.NotFound;
        }

        if (parsed.Type is { } type
            && (await store.ListAsync(ownerId, cancellationToken)).Count(one => one.Type == type) > 1)
        {
            return Refusal.Ambiguous(type);
        }

        return await FindForReadingAsync(ownerId, reference, cancellationToken);
    }
}
