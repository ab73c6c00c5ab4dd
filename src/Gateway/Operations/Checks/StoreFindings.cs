using Gateway.Storage;
using Gateway.Storage.Protection;
using Microsoft.Extensions.Options;

namespace Gateway.Operations.Checks;

/// <summary>Opens the store as a start would, unless there is none yet, and holds the keys against it.</summary>
internal sealed class StoreFindings(
    IServiceProvider services, KeyRing keys, IOptions<StorageOptions> options, IHostEnvironment environment) : ICheck
{
    public string Name => "store";

    public bool IsOnline => false;

    public bool NeedsValidSettings => true;

    public async Task<IReadOnlyList<CheckFinding>> RunAsync(CancellationToken cancellationToken)
    {
        var file = Path.GetFullPath(options.Value.LiteDb.Path, environment.ContentRootPath);
        if (options.Value.Kind == StorageKind.LiteDb && !File.Exists(file))
        {
            return [CheckFinding.Good($"there is none yet: the first start makes {file}, and a key in {keys.Folder}.")];
        }

        try
        {
            keys.Load();
            await using var backend = services.GetRequiredService<IStoreBackend>();
            await backend.OpenAsync(cancellationToken);
            await backend.ProbeAsync(cancellationToken);
            return [.. await JudgeKeysAsync(backend, cancellationToken)];
        }
        catch (StoreUnavailableException exception)
        {
            return [exception.IsInUse
                ? CheckFinding.Good("a gateway is running with it; its readiness tells how it is.")
                : CheckFinding.Problem(exception.Message)];
        }
    }

    // As the start does, but without making a key.
    private async Task<IEnumerable<CheckFinding>> JudgeKeysAsync(IStoreBackend backend, CancellationToken cancellationToken)
    {
        if (await backend.IsEmptyAsync(cancellationToken))
        {
            return [CheckFinding.Good("can be read, and is empty.")];
        }

        var used = await backend.ReadKeysAsync(cancellationToken);
        var missing = used.Where(use => keys.Keys.Find(use.KeyId) is null).Select(use => use.KeyId).ToList();
        return missing.Count > 0 || keys.Keys.Active is null
            ? [CheckFinding.Problem($"the keys that sealed its tokens are not in {keys.Folder}: {string.Join(", ", missing)}. "
                + "Restore the key files there, or set Gateway:Keys:Directory to where they are.")]
            : [CheckFinding.Good($"can be read, with the keys in {keys.Folder}.")];
    }
}
