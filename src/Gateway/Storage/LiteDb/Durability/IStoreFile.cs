namespace Gateway.Storage.LiteDb.Durability;

/// <summary>
/// A file as durability needs it: read and written by position, resized, and flushed to the device. Everything the store keeps goes through
/// here, so that a test can stand between the store and the disk.
/// </summary>
internal interface IStoreFile : IDisposable
{
    long Length { get; }

    /// <summary>Fills the buffer, and gives the number of bytes: fewer only at the end of the file.</summary>
    int Read(long position, Span<byte> buffer);

    void Write(long position, ReadOnlySpan<byte> bytes);

    void SetLength(long length);

    /// <summary>Returns when what was written, and the length, are on the device.</summary>
    void Flush();
}
