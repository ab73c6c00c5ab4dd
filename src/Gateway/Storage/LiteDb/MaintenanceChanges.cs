using Gateway.Storage.Maintenance;

namespace Gateway.Storage.LiteDb;

/// <summary>What the writer does for maintenance.</summary>
internal static class MaintenanceChanges
{
    public static bool Import(LiteDbSession session, StoreContent content)
    {
        foreach (var integration in content.Integrations)
        {
            session.Upsert(Schema.Integrations, IntegrationDocument.Write(integration));
        }

        foreach (var ownerId in content.AdoptedOwners)
        {
            OwnerDocument.Write(session, ownerId);
        }

        foreach (var use in content.Keys)
        {
            KeyDocument.Write(session, use);
        }

        return true;
    }

    public static bool ReplaceSealed(LiteDbSession session, SealedChange change)
    {
        if (session.ReadById(change.Before.Id) is not { } document
            || !IntegrationDocument.TryRead(document, out var stored)
            || !Equals(stored.AccessToken, change.Before.AccessToken)
            || !Equals(stored.RefreshToken, change.Before.RefreshToken))
        {
            return false;
        }

        session.Update(stored with { AccessToken = change.AccessToken, RefreshToken = change.RefreshToken });
        return true;
    }

    public static bool ForgetKeys(LiteDbSession session, IReadOnlyList<string> keyIds)
    {
        foreach (var keyId in keyIds)
        {
            session.Delete(Schema.Keys, keyId);
        }

        return true;
    }
}
