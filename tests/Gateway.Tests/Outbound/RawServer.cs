using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace Gateway.Tests.Outbound;

/// <summary>A server on 127.0.0.1 that answers with whatever bytes a test wants, well formed or not.</summary>
internal sealed class RawServer : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stopping = new();
    private readonly Func<RawExchange, Task> _answer;
    private readonly X509Certificate2Collection? _certificates;
    private readonly Task _accepting;
    private int _connections;

    public RawServer(Func<RawExchange, Task> answer, X509Certificate2Collection? certificates = null)
    {
        _answer = answer;
        _certificates = certificates;
        _listener.Start();
        _accepting = AcceptAsync();
    }

    public RawServer(string answer)
        : this(exchange => exchange.WriteAsync(answer))
    {
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    public Uri Address => new($"{(_certificates is null ? "http" : "https")}://127.0.0.1:{Port}/");

    public int Connections => Volatile.Read(ref _connections);

    /// <summary>Answers as soon as somebody connects, without listening first.</summary>
    public bool SpeaksFirst { get; init; }

    /// <summary>The head of the last request.</summary>
    public string Request { get; private set; } = "";

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        _listener.Stop();
        await _accepting;
        _stopping.Dispose();
    }

    private async Task AcceptAsync()
    {
        var serving = new List<Task>();
        try
        {
            while (true)
            {
                var client = await _listener.AcceptTcpClientAsync(_stopping.Token);
                Interlocked.Increment(ref _connections);
                serving.Add(ServeAsync(client));
            }
        }
        catch (Exception exception) when (exception is OperationCanceledException or SocketException or ObjectDisposedException
            || (exception is InvalidOperationException && _stopping.IsCancellationRequested))
        {
            await Task.WhenAll(serving);
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        using var _ = client;
        try
        {
            await using var stream = await OpenAsync(client);
            if (SpeaksFirst)
            {
                await _answer(new RawExchange(client.Client, stream, _stopping.Token));
            }

            while (await ReadHeadAsync(stream) is { Length: > 0 } head)
            {
                Request = head;
                var exchange = new RawExchange(client.Client, stream, _stopping.Token);
                await _answer(exchange);
                if (!exchange.KeepsAlive)
                {
                    return;
                }
            }
        }
        catch (Exception exception) when (exception is IOException or OperationCanceledException or ObjectDisposedException
            or SocketException or System.Security.Authentication.AuthenticationException)
        {
            // The client has had enough, which is what most of these tests are about.
            return;
        }
    }

    private async Task<Stream> OpenAsync(TcpClient client)
    {
        if (_certificates is null)
        {
            return client.GetStream();
        }

        var tls = new SslStream(client.GetStream());
        var context = SslStreamCertificateContext.Create(_certificates[0], _certificates, offline: true);
        await tls.AuthenticateAsServerAsync(new SslServerAuthenticationOptions { ServerCertificateContext = context }, _stopping.Token);
        return tls;
    }

    private async Task<string> ReadHeadAsync(Stream stream)
    {
        var head = new StringBuilder();
        var one = new byte[1];
        while (await stream.ReadAsync(one, _stopping.Token) > 0)
        {
            head.Append((char)one[0]);
            if (head.Length >= 4 && head[^1] == '\n' && head[^2] == '\r' && head[^3] == '\n' && head[^4] == '\r')
            {
                return head.ToString();
            }
        }

        return head.ToString();
    }
}
