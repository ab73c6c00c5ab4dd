using Gateway.ScmIntegrations;
using LiteDB;

namespace Gateway.Storage.LiteDb;

/// <summary>What the writer does for one change. There is one writer, so what is asked here still holds when it is answered.</summary>
internal static class IntegrationChanges
{
    public static AddOutcome Add(LiteDbSession session, ScmIntegration integration, int limit)
    {
        var owned = session.ReadOwned(integration.OwnerId);
        if (Contains(owned, integration))
        {
            return AddOutcome.Duplicate;
        }

        if (owned.Count >= limit)
        {
            return AddOutcome.LimitReached;
        }

        session.Insert(integration);
        return AddOutcome.Added;
    }

    public static UpdateOutcome Update(LiteDbSession session, ScmIntegration integration)
    {
        if (FindOwned(session, integration.OwnerId, integration.Id) is not { } document
            || !IntegrationDocument.TryRead(document, out var stored))
        {
            return UpdateOutcome.NotFound;
        }

        var isItsAccount = IntegrationIdentity.IsSameAccount(stored, integration)
            || (IntegrationIdentity.IsFirstNaming(stored, integration) && !Contains(session.ReadOwned(integration.OwnerId), integration));
        if (stored.Revision != integration.Revision || !isItsAccount)
        {
            return UpdateOutcome.Changed;
        }

        session.Update(integration with { Revision = integration.Revision + 1 });
        return UpdateOutcome.Updated;
    }

    public static bool Remove(LiteDbSession session, string ownerId, Guid id)
    {
        if (FindOwned(session, ownerId, id) is null)
        {
            return false;
        }

        session.Delete(Schema.Integrations, id);
        return true;
    }

    /// <summary>False when it was done before.</summary>
    public static bool Adopt(LiteDbSession session, string ownerId, IReadOnlyList<ScmIntegration> integrations)
    {
        if (OwnerDocument.Exists(session, ownerId))
        {
            return false;
        }

        foreach (var integration in integrations)
        {
            if (session.ReadById(integration.Id) is null && !Contains(session.ReadOwned(ownerId), integration))
            {
                session.Insert(integration);
            }
        }

        OwnerDocument.Write(session, ownerId);
        return true;
    }

    private static BsonDocument? FindOwned(LiteDbSession session, string ownerId, Guid id)
        => session.ReadById(id) is { } document && LiteDbSession.IsOwnedBy(document, ownerId) ? document : null;

    // A damaged document is not served, so it does not keep its owner from linking the account again.
    private static bool Contains(List<BsonDocument> owned, ScmIntegration integration)
        => owned.Exists(document => IntegrationDocument.TryRead(document, out var other) && IntegrationIdentity.IsSameAccount(integration, other));
}
