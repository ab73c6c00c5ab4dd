using System.Runtime.CompilerServices;
using Gateway.ScmIntegrations;
using Gateway.Storage.Maintenance;
using Npgsql;

namespace Gateway.Storage.Postgres;

/// <summary>
/// Integrations in PostgreSQL, for several gateways. What must hold for all of them is enforced there: uniqueness by an index, limits under a
/// lock per owner.
/// </summary>
internal sealed class PostgresScmIntegrationStore(
    PostgresConnections connections, Migrator migrator, ChangeListener listener, Quarantine quarantine) : IStoreBackend
{
    private const int PageSize = 256;

    public async Task OpenAsync(CancellationToken cancellationToken)
    {
        try
        {
            await RefuseDuringMaintenanceAsync(cancellationToken);
            await migrator.RunAsync(cancellationToken);
        }
        catch (StoreUnavailableException exception) when (exception.InnerException is { } inner)
        {
            throw new StoreUnavailableException($"The store {connections.Name} cannot be opened: {inner.Message}", inner);
        }

        listener.Start();
    }

    public async Task<bool> IsEmptyAsync(CancellationToken cancellationToken)
        => !await AskAsync("select exists (select from integrations)", [], cancellationToken);

    public async ValueTask<IReadOnlyList<ScmIntegration>> ListAsync(string ownerId, CancellationToken cancellationToken)
        => await ReadAsync($"select {IntegrationRow.Columns} from integrations where owner_id = $1 order by created_at, id", [ownerId], cancellationToken);

    public async ValueTask<ScmIntegration?> FindAsync(string ownerId, Guid id, CancellationToken cancellationToken)
        => await ReadAsync($"select {IntegrationRow.Columns} from integrations where id = $1 and owner_id = $2", [id, ownerId], cancellationToken) is [var one] ? one : null;

    public Task<AddOutcome> AddAsync(ScmIntegration integration, int limit, CancellationToken cancellationToken)
        => connections.UseAsync((connection, token) => IntegrationCommands.AddAsync(connection, integration, limit, token), cancellationToken);

    public Task<UpdateOutcome> UpdateAsync(ScmIntegration integration, CancellationToken cancellationToken)
        => connections.UseAsync((connection, token) => IntegrationCommands.UpdateAsync(connection, integration, token), cancellationToken);

    public Task<bool> RemoveAsync(string ownerId, Guid id, CancellationToken cancellationToken)
    {
        // The second time round it may be gone because of the first.
        var tries = 0;
        return connections.UseAsync(
            async (connection, token) => ++tries > 1 | await IntegrationCommands.RemoveAsync(connection, ownerId, id, token),
            cancellationToken);
    }

    public async ValueTask<bool> HasAdoptedAsync(string ownerId, CancellationToken cancellationToken)
        => await AskAsync("select exists (select from adoptions where owner_key = $1)", [AccountKey.OfOwner(ownerId)], cancellationToken);

    public Task AdoptAsync(string ownerId, IReadOnlyList<ScmIntegration> integrations, CancellationToken cancellationToken)
        => connections.UseAsync((connection, token) => IntegrationCommands.AdoptAsync(connection, ownerId, integrations, token), cancellationToken);

    public async IAsyncEnumerable<ScmIntegration> ReadAllAsync(Guid? after, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        // The first id that can be is the one of nobody.
        var last = after ?? Guid.Empty;
        while (true)
        {
            var page = await ReadPageAsync(last, cancellationToken);
            foreach (var integration in page.Integrations)
            {
                yield return integration;
            }

            if (page.Last is not { } next)
            {
                yield break;
            }

            last = next;
        }
    }

    public async Task ProbeAsync(CancellationToken cancellationToken) => _ = await IsEmptyAsync(cancellationToken);

    public Task<IReadOnlyList<KeyUse>> ReadKeysAsync(CancellationToken cancellationToken)
        => connections.UseAsync(KeyCommands.ReadAsync, cancellationToken);

    public Task<long> ReserveSealsAsync(string keyId, long seals, CancellationToken cancellationToken)
        => connections.UseAsync((connection, token) => KeyCommands.ReserveAsync(connection, keyId, seals, token), cancellationToken);

    public Task ImportAsync(StoreContent content, CancellationToken cancellationToken)
        => connections.UseAsync((connection, token) => MaintenanceCommands.ImportAsync(connection, content, token), cancellationToken);

    public Task<int> ReplaceSealedAsync(IReadOnlyList<SealedChange> changes, CancellationToken cancellationToken)
        => connections.UseAsync((connection, token) => MaintenanceCommands.ReplaceSealedAsync(connection, changes, token), cancellationToken);

    public Task ForgetKeysAsync(IReadOnlyList<string> keyIds, CancellationToken cancellationToken)
        => connections.UseAsync((connection, token) => MaintenanceCommands.ForgetKeysAsync(connection, keyIds, token), cancellationToken);

    public async ValueTask DisposeAsync()
    {
        await listener.DisposeAsync();
        await connections.DisposeAsync();
    }

    // Asks for the lock that the listener will hold, and gives it back in the same breath.
    private Task RefuseDuringMaintenanceAsync(CancellationToken cancellationToken)
        => connections.UseAsync(
            async (connection, token) =>
            {
                if (!await AdvisoryLocks.AskAsync(connection, "select pg_try_advisory_xact_lock_shared($1)", AdvisoryLocks.Use, token))
                {
                    throw new StoreUnavailableException($"The store {connections.Name} is being restored or migrated. Start again when that is done.");
                }
            },
            cancellationToken);

    private async Task<IReadOnlyList<ScmIntegration>> ReadAsync(string text, object[] values, CancellationToken cancellationToken)
        => (await ReadRowsAsync(text, values, cancellationToken)).Integrations;

    private Task<RowPage> ReadPageAsync(Guid after, CancellationToken cancellationToken)
        => ReadRowsAsync($"select {IntegrationRow.Columns} from integrations where id > $1 order by id limit {PageSize}", [after], cancellationToken);

    private Task<RowPage> ReadRowsAsync(string text, object[] values, CancellationToken cancellationToken)
        => connections.UseAsync(
            async (connection, token) =>
            {
                await using var command = MakeCommand(connection, text, values);
                await using var reader = await command.ExecuteReaderAsync(token);
                var integrations = new List<ScmIntegration>();
                Guid? last = null;
                while (await reader.ReadAsync(token))
                {
                    last = reader.GetGuid(0);
                    if (IntegrationRow.TryRead(reader, out var integration))
                    {
                        integrations.Add(integration);
                    }
                    else
                    {
                        quarantine.Report(last, QuarantineReason.Damaged);
                    }
                }

                return new RowPage(integrations, last);
            },
            cancellationToken);

    private Task<bool> AskAsync(string text, object[] values, CancellationToken cancellationToken)
        => connections.UseAsync(
            async (connection, token) =>
            {
                await using var command = MakeCommand(connection, text, values);
                return await command.ExecuteScalarAsync(token) is true;
            },
            cancellationToken);

    private static NpgsqlCommand MakeCommand(NpgsqlConnection connection, string text, object[] values)
    {
        var command = new NpgsqlCommand(text, connection);
        foreach (var value in values)
        {
            command.Parameters.Add(new NpgsqlParameter { Value = value });
        }

        return command;
    }

    private sealed record RowPage(IReadOnlyList<ScmIntegration> Integrations, Guid? Last);
}
