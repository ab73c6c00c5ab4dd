using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Gateway.Storage.LiteDb;

/// <summary>
/// Narrows an owner down to a few rows. It is no proof: two owners can share one, so whoever looks up by it compares the ids ordinally.
/// </summary>
internal static class OwnerHash
{
    public static long Of(string ownerId)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(Encoding.UTF8.GetBytes(ownerId), hash);
        return BinaryPrimitives.ReadInt64LittleEndian(hash);
    }
}
