namespace Gateway.Storage.LiteDb.Durability;

/// <summary>The data file, and beside it its journal and its lock.</summary>
internal sealed class DiskFiles(string path) : IStoreFiles
{
    private const string JournalSuffix = "-journal";

    public string Name => path;

    private string Folder => Path.GetDirectoryName(path)!;

    public IDisposable Take()
    {
        PrivateFolder.Create(Folder);
        var taken = FileLock.Take(path);
        try
        {
            RefuseForeignLog();
            return taken;
        }
        catch
        {
            taken.Dispose();
            throw;
        }
    }

    public IStoreFile OpenData() => new StoreFile(path);

    public IStoreFile OpenJournal() => new StoreFile(path + JournalSuffix);

    public void FlushNames() => PrivateFolder.Flush(Folder);

    // What another program that knows LiteDB has changed is in its log until it is closed in order.
    private void RefuseForeignLog()
    {
        var log = new FileInfo(Path.Combine(Folder, Path.GetFileNameWithoutExtension(path) + "-log" + Path.GetExtension(path)));
        if (log is { Exists: true, Length: > 0 })
        {
            throw new StoreUnavailableException(
                $"Beside the store «{path}» lies «{log.Name}»: another program has it open, or has not closed it in order. Open and close it there once more, then start again.");
        }
    }
}
