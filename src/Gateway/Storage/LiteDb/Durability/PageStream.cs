namespace Gateway.Storage.LiteDb.Durability;

/// <summary>
/// The journaled file as LiteDB wants to see it. Its flush does nothing: what is durable, and when, is decided by the writer. It takes changes
/// only while one is being made, because an engine that fails writes a mark into its file on the way out.
/// </summary>
internal sealed class PageStream(JournaledFile file) : Stream
{
    public bool TakesChanges { get; set; }

    public override bool CanRead => true;

    public override bool CanSeek => true;

    public override bool CanWrite => true;

    public override long Length => file.Length;

    public override long Position { get; set; }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override int Read(Span<byte> buffer)
    {
        var read = file.Read(Position, buffer);
        Position += read;
        return read;
    }

    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    public override void Write(ReadOnlySpan<byte> buffer)
    {
        RefuseUnlessChanging();
        file.Write(Position, buffer);
        Position += buffer.Length;
    }

    public override long Seek(long offset, SeekOrigin origin) => Position = origin switch
    {
        SeekOrigin.Begin => offset,
        SeekOrigin.Current => Position + offset,
        _ => Length + offset,
    };

    public override void SetLength(long value)
    {
        RefuseUnlessChanging();
        file.SetLength(value);
    }

    public override void Flush()
    {
    }

    private void RefuseUnlessChanging()
    {
        if (!TakesChanges)
        {
            throw new NotSupportedException("No change is being made.");
        }
    }
}
