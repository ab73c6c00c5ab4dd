using Microsoft.Win32.SafeHandles;

namespace Gateway.Storage.LiteDb.Durability;

/// <summary>A file of the store as a snapshot reads it, beside the gateway that writes it.</summary>
internal sealed class ReadOnlyFile(string? path) : IStoreFile
{
    private readonly SafeFileHandle? _handle = path is null ? null : File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);

    /// <summary>A file that is not there.</summary>
    public static ReadOnlyFile Empty => new(null);

    public long Length => _handle is null ? 0 : RandomAccess.GetLength(_handle);

    public int Read(long position, Span<byte> buffer)
    {
        var total = 0;
        while (_handle is not null && total < buffer.Length && RandomAccess.Read(_handle, buffer[total..], position + total) is var read and > 0)
        {
            total += read;
        }

        return total;
    }

    public void Write(long position, ReadOnlySpan<byte> bytes) => throw new NotSupportedException("A snapshot is not written to.");

    public void SetLength(long length) => throw new NotSupportedException("A snapshot is not written to.");

    public void Flush() => throw new NotSupportedException("A snapshot is not written to.");

    public void Dispose() => _handle?.Dispose();
}
