using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Gateway.SecurityTests.Worlds;

/// <summary>Answers the questions of the system's resolver, as an attacker's name server would.</summary>
internal sealed class NameServer : IAsyncDisposable
{
    public const string Address = "127.0.0.53";

    private const int MaxDatagram = 512;

    private readonly UdpClient _datagrams = new(new IPEndPoint(IPAddress.Parse(Address), 53));
    private readonly TcpListener _streams = new(IPAddress.Parse(Address), 53);
    private readonly CancellationTokenSource _stopping = new();
    private readonly Zone _zone;
    private readonly Task[] _serving;

    public NameServer(Zone zone)
    {
        _zone = zone;
        _streams.Start();
        _serving = [ServeDatagramsAsync(), ServeStreamsAsync()];
    }

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        _datagrams.Dispose();
        _streams.Dispose();
        await Task.WhenAll(_serving);
        _stopping.Dispose();
    }

    private async Task ServeDatagramsAsync()
    {
        try
        {
            while (true)
            {
                var question = await _datagrams.ReceiveAsync(_stopping.Token);
                var answer = Answer(question.Buffer);
                if (answer.Length > MaxDatagram)
                {
                    // Truncated: ask again by TCP.
                    answer = [.. answer[..QuestionEnd(answer)]];
                    answer[2] |= 0x02;
                    BinaryPrimitives.WriteUInt16BigEndian(answer.AsSpan(6), 0);
                }

                await _datagrams.SendAsync(answer, question.RemoteEndPoint, _stopping.Token);
            }
        }
        catch (Exception exception) when (exception is OperationCanceledException or ObjectDisposedException or SocketException)
        {
            return;
        }
    }

    private async Task ServeStreamsAsync()
    {
        try
        {
            while (true)
            {
                using var client = await _streams.AcceptTcpClientAsync(_stopping.Token);
                await using var stream = client.GetStream();
                var length = new byte[2];
                while (await stream.ReadAtLeastAsync(length, 2, throwOnEndOfStream: false, _stopping.Token) == 2)
                {
                    var question = new byte[BinaryPrimitives.ReadUInt16BigEndian(length)];
                    await stream.ReadExactlyAsync(question, _stopping.Token);
                    var answer = Answer(question);
                    BinaryPrimitives.WriteUInt16BigEndian(length, (ushort)answer.Length);
                    await stream.WriteAsync(length.Concat(answer).ToArray(), _stopping.Token);
                }
            }
        }
        catch (Exception exception) when (exception is OperationCanceledException or ObjectDisposedException or SocketException or IOException)
        {
            return;
        }
    }

    private byte[] Answer(byte[] question)
    {
        var end = QuestionEnd(question);
        var name = ReadName(question);
        var records = question[end - 3] switch
        {
            1 => _zone.FindRecords(name, AddressFamily.InterNetwork),
            28 => _zone.FindRecords(name, AddressFamily.InterNetworkV6),
            _ => [],
        };
        using var answer = new MemoryStream();
        answer.Write(question, 0, end);
        foreach (var record in records ?? [])
        {
            Write(answer, record);
        }

        var bytes = answer.ToArray();
        bytes[2] = 0x85;
        bytes[3] = (byte)(records is null ? 0x83 : 0x80);
        BinaryPrimitives.WriteUInt16BigEndian(bytes.AsSpan(6), (ushort)(records?.Count ?? 0));
        bytes.AsSpan(8, 4).Clear();
        return bytes;
    }

    private static void Write(MemoryStream answer, ZoneRecord record)
    {
        var data = record.Address?.GetAddressBytes() ?? EncodeName(record.Alias!);
        var type = record.Alias is not null ? 5 : data.Length == 4 ? 1 : 28;
        answer.Write(EncodeName(record.Name));
        // Type, class IN, a time to live of 0.
        answer.Write([0, (byte)type, 0, 1, 0, 0, 0, 0, (byte)(data.Length >> 8), (byte)data.Length]);
        answer.Write(data);
    }

    private static byte[] EncodeName(string name)
        => [.. name.Split('.').SelectMany(label => Encoding.ASCII.GetBytes(label).Prepend((byte)label.Length)), 0];

    private static string ReadName(byte[] message)
    {
        var labels = new List<string>();
        for (var at = 12; message[at] != 0; at += message[at] + 1)
        {
            labels.Add(Encoding.ASCII.GetString(message, at + 1, message[at]).ToLowerInvariant());
        }

        return string.Join('.', labels);
    }

    private static int QuestionEnd(byte[] message)
    {
        var at = 12;
        while (message[at] != 0)
        {
            at += message[at] + 1;
        }

        return at + 5;
    }
}
