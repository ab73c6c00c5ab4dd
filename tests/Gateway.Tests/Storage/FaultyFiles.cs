using Gateway.Storage.LiteDb.Durability;

namespace Gateway.Tests.Storage;

/// <summary>Files in memory whose calls can be made to fail.</summary>
internal sealed class FaultyFiles : IStoreFiles
{
    public MemoryFile Data { get; } = new();

    public MemoryFile Journal { get; } = new();

    public string Name => "memory";

    /// <summary>Called before each write, resize, flush and read; what it throws is what the disk says.</summary>
    public Action<FileCall>? Fault { get; set; }

    public IDisposable Take() => new MemoryStream();

    public IStoreFile OpenData() => new FaultyFile(this, Data, "data");

    public IStoreFile OpenJournal() => new FaultyFile(this, Journal, "journal");

    public IDisposable? TryHoldData() => new MemoryStream();

    public void FlushNames()
    {
    }

    private sealed class FaultyFile(FaultyFiles files, MemoryFile file, string name) : IStoreFile
    {
        public long Length => file.Length;

        public int Read(long position, Span<byte> buffer)
        {
            files.Fault?.Invoke(new FileCall(name, FileCallKind.Read));
            return file.Read(position, buffer);
        }

        public void Write(long position, ReadOnlySpan<byte> bytes)
        {
            try
            {
                files.Fault?.Invoke(new FileCall(name, FileCallKind.Write));
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
            files.Fault?.Invoke(new FileCall(name, FileCallKind.SetLength));
            file.SetLength(length);
        }

        public void Flush() => files.Fault?.Invoke(new FileCall(name, FileCallKind.Flush));

        public void Dispose()
        {
        }
    }
}
