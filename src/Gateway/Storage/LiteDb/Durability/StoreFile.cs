using Microsoft.Win32.SafeHandles;

namespace Gateway.Storage.LiteDb.Durability;

/// <summary>A real file, for its owner's eyes only, with no buffer of its own between the store and the operating system.</summary>
internal sealed class StoreFile : IStoreFile
{
    private readonly FileStream _stream;
    private readonly SafeFileHandle _handle;

    public StoreFile(string path)
    {
        _stream = new FileStream(path, PrivateFolder.Private(FileMode.OpenOrCreate, FileShare.Read));
        _handle = _stream.SafeFileHandle;
    }

    public long Length => RandomAccess.GetLength(_handle);

    public int Read(long position, Span<byte> buffer)
    {
        var total = 0;
        while (total < buffer.Length && RandomAccess.Read(_handle, buffer[total..], position + total) is var read and > 0)
        {
            total += read;
        }

        return total;
    }

    public void Write(long position, ReadOnlySpan<byte> bytes) => RandomAccess.Write(_handle, bytes, position);

    public void SetLength(long length) => RandomAccess.SetLength(_handle, length);

    public void Flush() => RandomAccess.FlushToDisk(_handle);

    public void Dispose() => _stream.Dispose();
}
