using System.Security.Cryptography.X509Certificates;
using Gateway.Outbound;

namespace Gateway.Tests.Outbound;

public sealed class ServerTrustTests : IDisposable
{
    private const string Ok = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}";

    private readonly TestCertificates _certificates = new();

    [Fact]
    public async Task A_Server_Of_The_Operators_Authority_Is_Trusted()
    {
        await using var server = Serve(_certificates.Issue());
        await using var outbound = OutboundFixture.For(server, ("CertificateAuthorities:0", _certificates.AuthorityFile));

        Assert.Equal("{}", await outbound.Client.GetStringAsync(server.Address));
    }

    [Fact]
    public async Task A_Server_That_Sends_Its_Intermediate_Is_Trusted()
    {
        await using var server = Serve(_certificates.IssueThroughIntermediate());
        await using var outbound = OutboundFixture.For(server, ("CertificateAuthorities:0", _certificates.AuthorityFile));

        Assert.Equal("{}", await outbound.Client.GetStringAsync(server.Address));
    }

    [Fact]
    public async Task The_Same_Server_Is_Not_Trusted_Without_The_Operators_Authority()
    {
        await using var server = Serve(_certificates.Issue());
        await using var outbound = OutboundFixture.For(server);

        await AssertUntrustedAsync(outbound, server, "PartialChain");
    }

    [Fact]
    public async Task A_Self_Signed_Server_Is_Not_Trusted()
    {
        await using var server = Serve(TestCertificates.SelfSigned());
        await using var outbound = OutboundFixture.For(server, ("CertificateAuthorities:0", _certificates.AuthorityFile));

        await AssertUntrustedAsync(outbound, server, "UntrustedRoot");
    }

    [Fact]
    public async Task A_Server_With_Another_Name_Is_Not_Trusted()
    {
        await using var server = Serve(_certificates.Issue("github.example.com"));
        await using var outbound = OutboundFixture.For(server, ("CertificateAuthorities:0", _certificates.AuthorityFile));

        await AssertUntrustedAsync(outbound, server, "RemoteCertificateNameMismatch");
    }

    [Fact]
    public async Task An_Expired_Server_Is_Not_Trusted()
    {
        await using var server = Serve(_certificates.Issue(expired: true));
        await using var outbound = OutboundFixture.For(server, ("CertificateAuthorities:0", _certificates.AuthorityFile));

        await AssertUntrustedAsync(outbound, server, "NotTimeValid");
    }

    [Fact]
    public async Task A_Certificate_For_Another_Use_Is_Not_Trusted()
    {
        await using var server = Serve(_certificates.Issue(usage: "1.3.6.1.5.5.7.3.2"));
        await using var outbound = OutboundFixture.For(server, ("CertificateAuthorities:0", _certificates.AuthorityFile));

        await AssertUntrustedAsync(outbound, server, "NotValidForUsage");
    }

    [Fact]
    public async Task A_Server_Without_Tls_Is_Not_Trusted()
    {
        await using var server = new RawServer(Ok) { SpeaksFirst = true };
        await using var outbound = OutboundFixture.For(server);

        var exception = await Assert.ThrowsAsync<HttpRequestException>(() => outbound.Client.GetAsync(new Uri($"https://127.0.0.1:{server.Port}/")));

        Assert.Equal(HttpRequestError.SecureConnectionError, exception.HttpRequestError);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task The_Addresses_In_A_Certificate_Are_Not_Called(bool throughIntermediate)
    {
        await using var canary = new RawServer("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n");
        await using var server = Serve(throughIntermediate
            ? _certificates.IssueThroughIntermediate(sent: false, $"{canary.Address}issuer.crt")
            : _certificates.Issue(issuerAddress: $"{canary.Address}issuer.crt"));
        await using var outbound = OutboundFixture.For(server);
        await using var trusting = OutboundFixture.For(server, ("CertificateAuthorities:0", _certificates.AuthorityFile));

        await Assert.ThrowsAsync<HttpRequestException>(() => outbound.Client.GetAsync(server.Address));
        var trusted = await Record.ExceptionAsync(() => trusting.Client.GetAsync(server.Address));

        Assert.Equal(throughIntermediate, trusted is HttpRequestException);
        Assert.Equal(0, canary.Connections);
    }

    [Fact]
    public async Task A_Server_That_Never_Finishes_The_Handshake_Is_Told_As_Not_Connected()
    {
        await using var server = new RawServer(exchange => exchange.SayNothingAsync());
        await using var outbound = OutboundFixture.For(server);

        var exception = await Assert.ThrowsAsync<HttpRequestException>(() => outbound.Client.GetAsync(new Uri($"https://127.0.0.1:{server.Port}/")));

        Assert.Equal(HttpRequestError.ConnectionError, exception.HttpRequestError);
    }

    public void Dispose() => _certificates.Dispose();

    private static RawServer Serve(X509Certificate2Collection certificates)
        => new(exchange => exchange.WriteAsync(Ok), certificates);

    private static async Task AssertUntrustedAsync(OutboundFixture outbound, RawServer server, string why)
    {
        var exception = await Assert.ThrowsAsync<HttpRequestException>(() => outbound.Client.GetAsync(server.Address));

        Assert.Equal(HttpRequestError.SecureConnectionError, exception.HttpRequestError);
        Assert.Contains(nameof(OutboundFailure.TlsFailed), outbound.Log.Text, StringComparison.Ordinal);
        Assert.Contains(why, outbound.Log.Text, StringComparison.Ordinal);
    }
}
