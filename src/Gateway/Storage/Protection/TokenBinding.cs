using System.Buffers.Binary;
using System.Text;
using Gateway.ScmIntegrations;

namespace Gateway.Storage.Protection;

/// <summary>What a sealed text belongs to. Moved anywhere else, or with its address changed, it cannot be unsealed.</summary>
internal readonly record struct TokenBinding(string OwnerId, Guid IntegrationId, string Url, string Field)
{
    private const int IdLength = 16;

    private static ReadOnlySpan<byte> Version => "v1"u8;

    public static TokenBinding Of(ScmIntegration integration, string field)
        => new(integration.OwnerId, integration.Id, integration.Instance.Url, field);

    public int Length => (4 * sizeof(int)) + Version.Length + IdLength
        + Encoding.UTF8.GetByteCount(OwnerId) + Encoding.UTF8.GetByteCount(Url) + Encoding.UTF8.GetByteCount(Field);

    /// <summary>
    /// Writes what is authenticated beside the text into a buffer of just <see cref="Length"/>. Each part says its length, so that no two bindings
    /// read alike.
    /// </summary>
    public void Write(Span<byte> buffer)
    {
        BinaryPrimitives.WriteInt32LittleEndian(buffer, Version.Length);
        Version.CopyTo(buffer[sizeof(int)..]);
        buffer = WriteText(buffer[(sizeof(int) + Version.Length)..], OwnerId);
        IntegrationId.TryWriteBytes(buffer, bigEndian: true, out _);
        buffer = WriteText(buffer[IdLength..], Url);
        WriteText(buffer, Field);
    }

    private static Span<byte> WriteText(Span<byte> buffer, string text)
    {
        var length = Encoding.UTF8.GetBytes(text, buffer[sizeof(int)..]);
        BinaryPrimitives.WriteInt32LittleEndian(buffer, length);
        return buffer[(sizeof(int) + length)..];
    }
}
