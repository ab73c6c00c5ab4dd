using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Gateway.Tests.Outbound;

/// <summary>An authority of its own, and what it issues.</summary>
internal sealed class TestCertificates : IDisposable
{
    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("gateway-certificates-");
    private readonly X509Certificate2 _root;

    public TestCertificates()
    {
        _root = CreateAuthority("Test root", issuer: null);
        AuthorityFile = Path.Combine(_directory.FullName, "root.pem");
        File.WriteAllText(AuthorityFile, "# the operator's own\n" + _root.ExportCertificatePem());
    }

    public string AuthorityFile { get; }

    /// <summary>A certificate for 127.0.0.1 by the root.</summary>
    public X509Certificate2Collection Issue(
        string address = "127.0.0.1", bool expired = false, string usage = "1.3.6.1.5.5.7.3.1", string? issuerAddress = null)
        => [CreateServer(_root, address, expired, usage, issuerAddress)];

    /// <summary>One with an authority in between, which the server sends along, or not.</summary>
    public X509Certificate2Collection IssueThroughIntermediate(bool sent = true, string? issuerAddress = null)
    {
        var intermediate = CreateAuthority("Test intermediate", _root);
        var server = CreateServer(intermediate, "127.0.0.1", expired: false, "1.3.6.1.5.5.7.3.1", issuerAddress);
        return sent ? [server, intermediate] : [server];
    }

    public static X509Certificate2Collection SelfSigned()
    {
        using var key = RSA.Create(2048);
        var request = CreateRequest("CN=127.0.0.1", key);
        AddAddress(request, "127.0.0.1");
        return [WithKey(request.CreateSelfSigned(DateTimeOffset.UnixEpoch.AddYears(50), DateTimeOffset.UnixEpoch.AddYears(130)), null)];
    }

    public void Dispose()
    {
        _root.Dispose();
        _directory.Delete(recursive: true);
    }

    private static X509Certificate2 CreateAuthority(string name, X509Certificate2? issuer)
    {
        var key = RSA.Create(2048);
        var request = CreateRequest($"CN={name}", key);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign | X509KeyUsageFlags.CrlSign, true));
        return issuer is null
            ? request.CreateSelfSigned(DateTimeOffset.UnixEpoch.AddYears(50), DateTimeOffset.UnixEpoch.AddYears(130))
            : Sign(request, issuer, expired: false).CopyWithPrivateKey(key);
    }

    private static X509Certificate2 CreateServer(
        X509Certificate2 issuer, string address, bool expired, string usage, string? issuerAddress)
    {
        using var key = RSA.Create(2048);
        var request = CreateRequest("CN=server", key);
        AddAddress(request, address);
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid(usage)], false));
        if (issuerAddress is not null)
        {
            request.CertificateExtensions.Add(new X509AuthorityInformationAccessExtension(ocspUris: [issuerAddress], caIssuersUris: [issuerAddress]));
            request.CertificateExtensions.Add(CertificateRevocationListBuilder.BuildCrlDistributionPointExtension([issuerAddress]));
        }

        return WithKey(Sign(request, issuer, expired), key);
    }

    private static CertificateRequest CreateRequest(string name, RSA key)
        => new(name, key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);

    private static void AddAddress(CertificateRequest request, string address)
    {
        var names = new SubjectAlternativeNameBuilder();
        if (IPAddress.TryParse(address, out var ip))
        {
            names.AddIpAddress(ip);
        }
        else
        {
            names.AddDnsName(address);
        }

        request.CertificateExtensions.Add(names.Build());
    }

    private static X509Certificate2 Sign(CertificateRequest request, X509Certificate2 issuer, bool expired)
        => request.Create(
            issuer,
            DateTimeOffset.UnixEpoch.AddYears(50),
            expired ? DateTimeOffset.UnixEpoch.AddYears(51) : DateTimeOffset.UnixEpoch.AddYears(120),
            RandomNumberGenerator.GetBytes(8));

    private static X509Certificate2 WithKey(X509Certificate2 certificate, RSA? key)
        => key is null ? certificate : certificate.CopyWithPrivateKey(key);
}
