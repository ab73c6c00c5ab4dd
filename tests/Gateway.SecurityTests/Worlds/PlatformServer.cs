using System.Collections.Concurrent;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Gateway.Tests.Outbound;

namespace Gateway.SecurityTests.Worlds;

/// <summary>All platforms at one address: <c>https://behaviour.scm.ssrf.test</c> behaves as its name says.</summary>
internal sealed class PlatformServer : IAsyncDisposable
{
    public const string Domain = ".scm.ssrf.test";

    private const int MaxHead = 64 * 1024;

    private readonly TestCertificates _certificates;
    private readonly X509Certificate2 _good;
    private readonly X509Certificate2 _expired;
    private readonly X509Certificate2 _selfSigned = TestCertificates.SelfSigned()[0];
    private readonly CancellationTokenSource _stopping = new();
    private readonly ConcurrentQueue<PlatformRequest> _requests = new();
    private readonly ConcurrentDictionary<string, int> _counts = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<Task, bool> _serving = new();
    private readonly Socket[] _listeners;
    private readonly Task[] _accepting;
    private int _open;

    public PlatformServer(IPAddress address, TestCertificates certificates)
    {
        _certificates = certificates;
        _good = certificates.Issue("*" + Domain)[0];
        _expired = certificates.Issue("*" + Domain, expired: true)[0];
        _listeners = [SharedPort.Listen(address, 443), SharedPort.Listen(address, 80)];
        _accepting = [AcceptAsync(_listeners[0], isTls: true), AcceptAsync(_listeners[1], isTls: false)];
    }

    public IReadOnlyList<PlatformRequest> Requests => [.. _requests];

    /// <summary>Connections that have not ended.</summary>
    public int Open => Volatile.Read(ref _open);

    public string AuthorityFile => _certificates.AuthorityFile;

    /// <summary>The address of the platform that behaves so.</summary>
    public static string AddressOf(string behaviour) => $"https://{LabelOf(behaviour)}{Domain}";

    public static string LabelOf(string behaviour)
        => string.Concat(behaviour.Select(c => char.IsAsciiLetterOrDigit(c) ? char.ToLowerInvariant(c) : '-'));

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        foreach (var listener in _listeners)
        {
            listener.Dispose();
        }

        await Task.WhenAll([.. _accepting, .. _serving.Keys]);
        _stopping.Dispose();
    }

    private async Task AcceptAsync(Socket listener, bool isTls)
    {
        try
        {
            while (true)
            {
                var socket = await listener.AcceptAsync(_stopping.Token);
                var serving = ServeAsync(socket, isTls);
                _serving[serving] = true;
                _ = serving.ContinueWith(done => _serving.TryRemove(done, out _), TaskScheduler.Default);
            }
        }
        catch (Exception exception) when (exception is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            return;
        }
    }

    private async Task ServeAsync(Socket socket, bool isTls)
    {
        Interlocked.Increment(ref _open);
        try
        {
            using var _ = socket;
            await using var network = new NetworkStream(socket);
            var (stream, name) = await OpenAsync(network, isTls);
            await using var opened = stream;
            while (await ReadHeadAsync(stream) is { Length: > 0 } head)
            {
                var behaviour = name ?? "plain";
                var request = new PlatformRequest(behaviour, head);
                _requests.Enqueue(request);
                var number = _counts.AddOrUpdate(behaviour, 1, (_, count) => count + 1);
                await Behaviours.Find(behaviour)(new PlatformExchange(request, number, socket, stream, _stopping.Token));
                if (head.Contains("HTTP/1.1", StringComparison.Ordinal))
                {
                    return;
                }
            }
        }
        catch (Exception exception) when (exception is IOException or OperationCanceledException or SocketException
            or ObjectDisposedException or AuthenticationException or InvalidOperationException)
        {
            // The gateway has had enough, which is what the catalogue is about.
            return;
        }
        finally
        {
            Interlocked.Decrement(ref _open);
        }
    }

    private async Task<(Stream Stream, string? Name)> OpenAsync(NetworkStream network, bool isTls)
    {
        if (!isTls)
        {
            return (network, null);
        }

        string? name = null;
        var tls = new SslStream(network);
        await tls.AuthenticateAsServerAsync(
            (_, hello, _, _) =>
            {
                name = hello.ServerName.Split('.')[0];
                return ValueTask.FromResult(new SslServerAuthenticationOptions
                {
                    ServerCertificate = name switch
                    {
                        "tls-self-signed" => _selfSigned,
                        "tls-expired" => _expired,
                        _ => _good,
                    },
                });
            },
            null,
            _stopping.Token);
        return (tls, name);
    }

    private async Task<string> ReadHeadAsync(Stream stream)
    {
        var head = new StringBuilder();
        var one = new byte[1];
        while (head.Length < MaxHead && await stream.ReadAsync(one, _stopping.Token) > 0)
        {
            head.Append((char)one[0]);
            if (one[0] == '\n' && head.Length >= 4 && head.ToString(head.Length - 4, 4) == "\r\n\r\n")
            {
                return head.ToString();
            }
        }

        return head.ToString();
    }
}
