using System.Buffers.Binary;
using System.Security.Cryptography;

namespace Gateway.Storage.LiteDb.Durability;

/// <summary>
/// How a commit lies in the journal: magic, hash of all that follows, hash of the record before it, its own length, the length of the data
/// file, the number of pages, their indexes, the pages. Records start at multiples of <see cref="Alignment"/>, so that a write that is cut
/// short by a power failure cannot reach into one that was acknowledged.
/// </summary>
internal static class JournalRecord
{
    public const int Alignment = 4096;
    public const int HeaderSize = HashedFrom + HashSize + 8 + 8 + 4;
    public const int HashSize = SHA256.HashSizeInBytes;

    private const int HashedFrom = 8 + HashSize;
    private const int MaxPages = 1 << 17;

    private static ReadOnlySpan<byte> Magic => "GWSTORE1"u8;

    public static int GetLength(int pages) => Align(HeaderSize + (pages * (8 + Page.Size)));

    /// <summary>Writes a record into a buffer of just its length, and gives its hash.</summary>
    public static byte[] Write(Span<byte> buffer, ReadOnlySpan<byte> previousHash, long dataLength, IReadOnlyCollection<Page> pages)
    {
        Magic.CopyTo(buffer);
        var rest = buffer[HashedFrom..];
        previousHash.CopyTo(rest);
        rest = rest[HashSize..];
        BinaryPrimitives.WriteInt64LittleEndian(rest, buffer.Length);
        BinaryPrimitives.WriteInt64LittleEndian(rest[8..], dataLength);
        BinaryPrimitives.WriteInt32LittleEndian(rest[16..], pages.Count);
        rest = rest[20..];
        foreach (var page in pages)
        {
            BinaryPrimitives.WriteInt64LittleEndian(rest, page.Index);
            rest = rest[8..];
        }

        foreach (var page in pages)
        {
            page.Bytes.CopyTo(rest);
            rest = rest[Page.Size..];
        }

        rest.Clear();
        var hash = SHA256.HashData(buffer[HashedFrom..]);
        hash.CopyTo(buffer[8..]);
        return hash;
    }

    /// <summary>The length of the record that starts here; null when none does.</summary>
    public static int? ReadLength(ReadOnlySpan<byte> header, long available)
    {
        if (header.Length < HeaderSize || !header.StartsWith(Magic))
        {
            return null;
        }

        var length = BinaryPrimitives.ReadInt64LittleEndian(header[(HashedFrom + HashSize)..]);
        var pages = BinaryPrimitives.ReadInt32LittleEndian(header[(HeaderSize - 4)..]);
        return pages is >= 0 and <= MaxPages && length == GetLength(pages) && length <= available ? (int)length : null;
    }

    /// <summary>Null when the record is not whole, or does not follow the one before it.</summary>
    public static JournalEntry? Read(byte[] record, ReadOnlySpan<byte> previousHash)
    {
        var hash = SHA256.HashData(record.AsSpan(HashedFrom));
        var rest = record.AsSpan(HashedFrom);
        if (!record.AsSpan(8, HashSize).SequenceEqual(hash) || !rest[..HashSize].SequenceEqual(previousHash))
        {
            return null;
        }

        rest = rest[(HashSize + 8)..];
        var dataLength = BinaryPrimitives.ReadInt64LittleEndian(rest);
        var count = BinaryPrimitives.ReadInt32LittleEndian(rest[8..]);
        var indexes = rest.Slice(12, count * 8);
        var contents = rest.Slice(12 + (count * 8), count * Page.Size);
        var pages = new List<Page>(count);
        for (var i = 0; i < count; i++)
        {
            pages.Add(new Page(BinaryPrimitives.ReadInt64LittleEndian(indexes[(i * 8)..]), contents.Slice(i * Page.Size, Page.Size).ToArray()));
        }

        return new JournalEntry(hash, dataLength, pages);
    }

    private static int Align(int length) => (length + Alignment - 1) / Alignment * Alignment;
}
