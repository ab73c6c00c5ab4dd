namespace Gateway.Tests.Storage;

/// <summary>The bytes of a file.</summary>
internal sealed class MemoryFile
{
    private readonly Lock _lock = new();
    private byte[] _bytes = [];
    private int _length;

    public long Length
    {
        get
        {
            lock (_lock)
            {
                return _length;
            }
        }
    }

    public int Read(long position, Span<byte> buffer)
    {
        lock (_lock)
        {
            var count = (int)Math.Clamp(_length - position, 0, buffer.Length);
            _bytes.AsSpan((int)Math.Min(position, _length), count).CopyTo(buffer);
            return count;
        }
    }

    public void Write(long position, ReadOnlySpan<byte> bytes)
    {
        lock (_lock)
        {
            Grow((int)position + bytes.Length);
            bytes.CopyTo(_bytes.AsSpan((int)position));
        }
    }

    public void SetLength(long length)
    {
        lock (_lock)
        {
            if (length < _length)
            {
                _bytes.AsSpan((int)length, _length - (int)length).Clear();
            }

            Grow((int)length);
            _length = (int)length;
        }
    }

    public byte[] ToArray()
    {
        lock (_lock)
        {
            return _bytes.AsSpan(0, _length).ToArray();
        }
    }

    private void Grow(int length)
    {
        if (length > _bytes.Length)
        {
            Array.Resize(ref _bytes, Math.Max(length, _bytes.Length * 2));
        }

        _length = Math.Max(_length, length);
    }
}
