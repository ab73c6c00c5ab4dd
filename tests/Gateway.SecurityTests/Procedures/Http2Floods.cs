using System.Buffers.Binary;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using Gateway.SecurityTests.Worlds;

namespace Gateway.SecurityTests.Procedures;

/// <summary>Frames of HTTP/2 that cost the sender next to nothing.</summary>
internal static class Http2Floods
{
    private const byte Headers = 1;
    private const byte Reset = 3;
    private const byte Settings = 4;
    private const byte Ping = 6;
    private const byte GoAway = 7;

    private static readonly byte[] Preface = "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"u8.ToArray();

    // GET, https, "/", and an authority, by the static table and one literal.
    private static readonly byte[] Request = [0x82, 0x87, 0x84, 0x01, 1, (byte)'x'];

    public static async Task RapidResetAsync(WorldPlan plan)
    {
        var (world, port) = await SlowClients.StartWithTlsAsync(plan);
        await using var _ = world;
        world.Upstream.Suffer("/", global::Tests.Common.StandIns.Hosting.Trouble.Slow(TimeSpan.FromMilliseconds(200)));
        var frames = Enumerable.Range(0, 20_000).SelectMany(i => (byte[][])
        [
            Frame(Headers, flags: 0x05, stream: (i * 2) + 1, Request),
            Frame(Reset, flags: 0, stream: (i * 2) + 1, [0, 0, 0, 8]),
        ]);

        Assert.True(await SendAsync(port, frames), "the connection was not ended");
        world.Upstream.Recover();
        await SlowClients.AssertAliveAsync(world);
    }

    public static async Task SettingsAndPingsAsync(WorldPlan plan)
    {
        var (world, port) = await SlowClients.StartWithTlsAsync(plan);
        await using var _ = world;
        var frames = Enumerable.Range(0, 20_000).SelectMany(_ => (byte[][])[Frame(Settings, 0, 0, []), Frame(Ping, 0, 0, new byte[8])]);
        await SendAsync(port, frames);

        await SlowClients.AssertAliveAsync(world);
    }

    /// <summary>Whether the server said GOAWAY, or hung up.</summary>
    private static async Task<bool> SendAsync(int port, IEnumerable<byte[]> frames)
    {
        using var client = new TcpClient();
        await client.ConnectAsync(IPAddress.Loopback, port);
        await using var tls = new SslStream(client.GetStream());
        await tls.AuthenticateAsClientAsync(new SslClientAuthenticationOptions
        {
            TargetHost = "127.0.0.1",
            ApplicationProtocols = [SslApplicationProtocol.Http2],
            RemoteCertificateValidationCallback = (_, certificate, _, _) => certificate is not null,
        });
        Assert.Equal(SslApplicationProtocol.Http2, tls.NegotiatedApplicationProtocol);
        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(15));
        var ended = WaitForEndAsync(tls, deadline.Token);
        try
        {
            await tls.WriteAsync(Preface, deadline.Token);
            await tls.WriteAsync(Frame(Settings, 0, 0, []), deadline.Token);
            foreach (var batch in frames.Chunk(200))
            {
                await tls.WriteAsync(batch.SelectMany(frame => frame).ToArray(), deadline.Token);
            }
        }
        catch (Exception exception) when (exception is IOException or OperationCanceledException)
        {
            // The server has had enough.
            return await ended;
        }

        return await ended;
    }

    private static async Task<bool> WaitForEndAsync(SslStream tls, CancellationToken cancellationToken)
    {
        var head = new byte[9];
        try
        {
            while (true)
            {
                await tls.ReadExactlyAsync(head, cancellationToken);
                if (head[3] == GoAway)
                {
                    return true;
                }

                await tls.ReadExactlyAsync(new byte[(head[0] << 16) | (head[1] << 8) | head[2]], cancellationToken);
            }
        }
        catch (Exception exception) when (exception is IOException or OperationCanceledException)
        {
            return exception is IOException;
        }
    }

    private static byte[] Frame(byte type, byte flags, int stream, byte[] payload)
    {
        var frame = new byte[9 + payload.Length];
        frame[1] = (byte)(payload.Length >> 8);
        frame[2] = (byte)payload.Length;
        frame[3] = type;
        frame[4] = flags;
        BinaryPrimitives.WriteInt32BigEndian(frame.AsSpan(5), stream);
        payload.CopyTo(frame, 9);
        return frame;
    }
}
