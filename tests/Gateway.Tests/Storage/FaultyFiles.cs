using Gateway.Storage.LiteDb.Durability;

namespace Gateway.Tests.Storage;

/// <summary>Files in memory whose calls can be made to fail.</summary>
internal sealed class FaultyFiles : IStoreFiles
{
    public MemoryFile Data { get; } = new();

    public MemoryFile Journal { get; } = new();

    public string Name => "memory";

    /// <summary>Whether a snapshot is open, so that the data file has to stay as it is.</summary>
    public bool IsPinned { get; set; }

    /// <summary>How many of the files and the locks on them are open.</summary>
    public int Open { get; private set; }

    public int NamesFlushed { get; private set; }

    /// <summary>Called before each write, resize, flush and read; what it throws is what the disk says.</summary>
    public Action<FileCall>? Fault { get; set; }

    public IDisposable Take() => new Handle(this);

    public IStoreFile OpenData() => new FaultyFile(this, Data, "data");

    public IStoreFile OpenJournal() => new FaultyFile(this, Journal, "journal");

    public IDisposable? TryHoldData() => IsPinned ? null : new Handle(this);

    public void FlushNames() => NamesFlushed++;

    private class Handle : IDisposable
    {
        public Handle(FaultyFiles files)
        {
            Files = files;
            Files.Open++;
        }

        protected FaultyFiles Files { get; }

        public void Dispose() => Files.Open--;
    }

    private sealed class FaultyFile(FaultyFiles files, MemoryFile file, string name) : Handle(files), IStoreFile
    {
        public long Length => file.Length;

        public int Read(long position, Span<byte> buffer)
        {
            Files.Fault?.Invoke(new FileCall(name, FileCallKind.Read));
            return file.Read(position, buffer);
        }

        public void Write(long position, ReadOnlySpan<byte> bytes)
        {
            try
            {
                Files.Fault?.Invoke(new FileCall(name, FileCallKind.Write));
            }
            catch
            {
                // A write that fails may have written some of it.
                file.Write(position, bytes[..(bytes.Length / 2)]);
                throw;
            }

            file.Write(position, bytes);
        }

        public void SetLength(long length)
        {
            Files.Fault?.Invoke(new FileCall(name, FileCallKind.SetLength));
            file.SetLength(length);
        }

        public void Flush() => Files.Fault?.Invoke(new FileCall(name, FileCallKind.Flush));
    }
}
