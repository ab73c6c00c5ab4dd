using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace Deployment.Tests;

/// <summary>A client on 127.0.0.2, so that its address is told from the front's, who trusts the test's own authority.</summary>
internal sealed class FrontClient(int port, string authorityFile)
{
    public const string Address = "127.0.0.2";

    public const string Host = "gateway.example.com";

    public SocketsHttpHandler CreateHandler() => new()
    {
        ConnectCallback = async (_, cancellationToken) => await ConnectAsync(cancellationToken),
        SslOptions = Trusting(),
    };

    public HttpClient Create() => new(CreateHandler()) { BaseAddress = new Uri($"https://{Host}/"), Timeout = TimeSpan.FromSeconds(20) };

    /// <summary>Sends a request line as it is given, with what a request needs beside it, and reads the whole answer.</summary>
    public async Task<string> SendRawAsync(string requestLine)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        await using var tls = new SslStream(await ConnectAsync(patience.Token));
        await tls.AuthenticateAsClientAsync(Trusting(), patience.Token);
        await tls.WriteAsync(
            Encoding.Latin1.GetBytes($"{requestLine}\r\nHost: {Host}\r\nAuthorization: Bearer jo\r\nConnection: close\r\n\r\n"), patience.Token);
        using var reader = new StreamReader(tls, Encoding.Latin1);
        return await reader.ReadToEndAsync(patience.Token);
    }

    private SslClientAuthenticationOptions Trusting()
    {
        var policy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
        policy.CustomTrustStore.ImportFromPemFile(authorityFile);
        return new SslClientAuthenticationOptions { TargetHost = Host, CertificateChainPolicy = policy };
    }

    private async Task<Stream> ConnectAsync(CancellationToken cancellationToken)
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            socket.Bind(new IPEndPoint(IPAddress.Parse(Address), 0));
            await socket.ConnectAsync(IPAddress.Loopback, port, cancellationToken);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
