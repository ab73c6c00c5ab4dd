using System.Security.Cryptography;
using System.Text;
using Gateway.ScmIntegrations;

namespace Gateway.Storage.Postgres;

/// <summary>What must be unique, short enough for an index whatever the lengths: a hash over parts that each say their length.</summary>
internal static class AccountKey
{
    public static byte[] Of(ScmIntegration integration)
        => Hash(integration.OwnerId, integration.Type.Value, integration.Instance.Url, integration.Uid);

    public static byte[] OfOwner(string ownerId) => Hash(ownerId);

    private static byte[] Hash(params ReadOnlySpan<string> parts)
    {
        using var stream = new MemoryStream();
        using var writer = new BinaryWriter(stream, Encoding.UTF8);
        foreach (var part in parts)
        {
            writer.Write(part);
        }

        writer.Flush();
        return SHA256.HashData(stream.GetBuffer().AsSpan(0, (int)stream.Length));
    }
}
