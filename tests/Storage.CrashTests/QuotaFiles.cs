using Gateway.Storage.LiteDb.Durability;

namespace Storage.CrashTests;

/// <summary>Files that may grow to so many bytes together: a full disk for those who may not mount one.</summary>
internal sealed class QuotaFiles(IStoreFiles files) : IStoreFiles
{
    private readonly List<IStoreFile> _opened = [];

    public long Limit { get; set; } = 4 << 20;

    public string Name => files.Name;

    public IDisposable Take() => files.Take();

    public IStoreFile OpenData() => Open(files.OpenData());

    public IStoreFile OpenJournal() => Open(files.OpenJournal());

    public IDisposable? TryHoldData() => files.TryHoldData();

    public void FlushNames() => files.FlushNames();

    private QuotaFile Open(IStoreFile file)
    {
        _opened.Add(file);
        return new QuotaFile(this, file);
    }

    private sealed class QuotaFile(QuotaFiles owner, IStoreFile file) : IStoreFile
    {
        public long Length => file.Length;

        public int Read(long position, Span<byte> buffer) => file.Read(position, buffer);

        public void Write(long position, ReadOnlySpan<byte> bytes)
        {
            if (owner._opened.Sum(one => one.Length) - file.Length + Math.Max(file.Length, position + bytes.Length) > owner.Limit)
            {
                throw new IOException("No space left on device");
            }

            file.Write(position, bytes);
        }

        public void SetLength(long length) => file.SetLength(length);

        public void Flush() => file.Flush();

        public void Dispose()
        {
            owner._opened.Remove(file);
            file.Dispose();
        }
    }
}
