using Gateway.Storage.LiteDb.Durability;
using Gateway.Tests.Storage;

namespace Storage.CrashTests;

/// <summary>Files in memory that write down each change, so that a crash at any moment can be played afterwards.</summary>
internal sealed class RecordingFiles(MemoryFile[] files, Recording recording) : IStoreFiles
{
    public const int Data = 0;
    public const int Journal = 1;

    /// <summary>The control: a store that does not flush. Whatever follows must find that out.</summary>
    public bool ForgetsToFlush { get; init; }

    public string Name => "recorded";

    public IDisposable Take() => new MemoryStream();

    public IStoreFile OpenData() => new RecordingFile(this, Data);

    public IStoreFile OpenJournal() => new RecordingFile(this, Journal);

    public IDisposable? TryHoldData() => new MemoryStream();

    public void FlushNames()
    {
    }

    private sealed class RecordingFile(RecordingFiles owner, int index) : IStoreFile
    {
        private readonly MemoryFile _file = owner.Files[index];

        public long Length => _file.Length;

        public int Read(long position, Span<byte> buffer) => _file.Read(position, buffer);

        public void Write(long position, ReadOnlySpan<byte> bytes)
        {
            _file.Write(position, bytes);
            owner.Recording.Add(new Written(index, position, bytes.ToArray()));
        }

        public void SetLength(long length)
        {
            _file.SetLength(length);
            owner.Recording.Add(new Resized(index, length));
        }

        public void Flush()
        {
            if (!owner.ForgetsToFlush)
            {
                owner.Recording.Add(new Flushed(index));
            }
        }

        public void Dispose()
        {
        }
    }

    private MemoryFile[] Files => files;

    private Recording Recording => recording;
}
