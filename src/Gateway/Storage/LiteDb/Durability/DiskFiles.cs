namespace Gateway.Storage.LiteDb.Durability;

/// <summary>The data file, and beside it its journal and its lock.</summary>
internal sealed class DiskFiles(string path) : IStoreFiles
{
    private const string JournalSuffix = "-journal";
    private const string PinSuffix = ".pin";

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

    public IDisposable? TryHoldData()
    {
        try
        {
            return new FileStream(path + PinSuffix, PrivateFolder.Private(FileMode.OpenOrCreate, FileShare.None));
        }
        catch (IOException)
        {
            return null;
        }
    }

    /// <summary>Keeps the data file as it is until disposed; the journal may grow. Null while the data file is being changed.</summary>
    public IDisposable? TryPinData()
    {
        try
        {
            var options = PrivateFolder.Private(FileMode.OpenOrCreate, FileShare.ReadWrite);
            options.Access = FileAccess.Read;
            return new FileStream(path + PinSuffix, options);
        }
        catch (IOException)
        {
            return null;
        }
    }

    public void FlushNames() => PrivateFolder.Flush(Folder);

    /// <summary>For a snapshot; the journal may be missing.</summary>
    public JournaledFile OpenForReading()
        => new(new ReadOnlyFile(path), File.Exists(path + JournalSuffix) ? new ReadOnlyFile(path + JournalSuffix) : ReadOnlyFile.Empty);

    /// <summary>Removes a store that nobody uses.</summary>
    public static void Delete(string path)
    {
        string[] files = [path, path + JournalSuffix, path + PinSuffix, path + FileLock.LockSuffix, path + FileLock.HolderSuffix];
        foreach (var file in files.Where(File.Exists))
        {
            File.Delete(file);
        }
    }

    /// <summary>Puts a store that was closed in order in the place of another, of which nothing is left in the journal.</summary>
    public static void Replace(string path, string replacement)
    {
        File.Delete(path + JournalSuffix);
        File.Move(replacement, path, overwrite: true);
        PrivateFolder.Flush(Path.GetDirectoryName(path)!);
    }

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
