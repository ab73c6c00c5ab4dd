using System.Buffers.Binary;
using Gateway.Storage.LiteDb.Durability;

namespace Gateway.Storage.LiteDb;

/// <summary>Finds a data file that is cut off or is something else, before LiteDB takes it for what it is not.</summary>
internal static class DataFileCheck
{
    // Offsets in the first page of version 8 of LiteDB's file format.
    private const int TextOffset = 32;
    private const int LastPageOffset = 64;

    private static ReadOnlySpan<byte> Text => "** This is a LiteDB file **"u8;

    /// <exception cref="InvalidDataException">The file cannot be used; the message says why.</exception>
    public static void Check(JournaledFile file)
    {
        if (file.Length == 0)
        {
            return;
        }

        var header = new byte[Page.Size];
        if (file.Read(0, header) < header.Length || !header.AsSpan(TextOffset).StartsWith(Text))
        {
            throw new InvalidDataException("It is not a LiteDB file.");
        }

        var expected = (BinaryPrimitives.ReadUInt32LittleEndian(header.AsSpan(LastPageOffset)) + 1L) * Page.Size;
        if (file.Length < expected)
        {
            throw new InvalidDataException($"It is cut off: it has {file.Length} bytes, and should have {expected}.");
        }
    }
}
