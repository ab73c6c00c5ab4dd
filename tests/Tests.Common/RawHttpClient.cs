using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Tests.Common;

/// <summary>
/// Sends a request byte for byte and reads the answer: for what <see cref="HttpClient"/> would tidy up or refuse to send.
/// One connection, which may carry several exchanges.
/// </summary>
public sealed class RawHttpClient : IDisposable
{
    private readonly TcpClient _client = new();
    private readonly TimeSpan _timeout;
    private NetworkStream? _stream;
    private RawAnswerReader? _reader;

    private RawHttpClient(TimeSpan timeout) => _timeout = timeout;

    /// <summary>Whether the other side has closed the connection; waits for it up to the timeout.</summary>
    public async Task<bool> IsClosedByServerAsync()
    {
        using var deadline = new CancellationTokenSource(_timeout);
        return await Reader.IsAtEndAsync(deadline.Token);
    }

    public static async Task<RawHttpClient> ConnectAsync(int port, TimeSpan? timeout = null)
    {
        var client = new RawHttpClient(timeout ?? TimeSpan.FromSeconds(20));
        using var deadline = new CancellationTokenSource(client._timeout);
        await client._client.ConnectAsync(IPAddress.Loopback, port, deadline.Token);
        client._client.NoDelay = true;
        client._stream = client._client.GetStream();
        return client;
    }

    /// <summary>One exchange on a connection of its own.</summary>
    public static async Task<RawAnswer> SendOnceAsync(int port, string request, TimeSpan? timeout = null)
    {
        using var client = await ConnectAsync(port, timeout);
        await client.WriteAsync(request);
        return await client.ReadAsync(isHead: request.StartsWith("HEAD ", StringComparison.Ordinal));
    }

    /// <summary>Sends the text as Latin-1, so that each character up to U+00FF is the byte of that value.</summary>
    public Task WriteAsync(string text) => WriteAsync(Encoding.Latin1.GetBytes(text));

    public async Task WriteAsync(ReadOnlyMemory<byte> bytes)
    {
        using var deadline = new CancellationTokenSource(_timeout);
        await _stream!.WriteAsync(bytes, deadline.Token);
    }

    /// <summary>Ends the sending side, as a client does that has said everything.</summary>
    public void CloseSending() => _client.Client.Shutdown(SocketShutdown.Send);

    /// <summary>Reads one answer; throws <see cref="EndOfStreamException"/> when the connection ends before it does.</summary>
    public async Task<RawAnswer> ReadAsync(bool isHead = false)
    {
        using var deadline = new CancellationTokenSource(_timeout);
        return await Reader.ReadAsync(isHead, deadline.Token);
    }

    /// <summary>Reads every answer until the server closes, or says nothing for a while; what it leaves half said is not counted.</summary>
    public async Task<(IReadOnlyList<RawAnswer> Answers, bool IsClosed)> ReadAllAsync(TimeSpan quiet, bool isHead = false)
    {
        var answers = new List<RawAnswer>();
        using var deadline = new CancellationTokenSource(_timeout);
        try
        {
            while (true)
            {
                answers.Add(await Reader.ReadAsync(isHead, deadline.Token));
                deadline.CancelAfter(quiet);
            }
        }
        catch (Exception exception) when (exception is IOException or OperationCanceledException)
        {
            return (answers, exception is IOException);
        }
    }

    public void Dispose() => _client.Dispose();

    private RawAnswerReader Reader => _reader ??= new RawAnswerReader(_stream!);
}
