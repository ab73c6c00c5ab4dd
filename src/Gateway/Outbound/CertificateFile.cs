using System.Security.Cryptography.X509Certificates;

namespace Gateway.Outbound;

/// <summary>A PEM file with one or more certificates; anything else in it is passed over.</summary>
internal static class CertificateFile
{
    public static X509Certificate2Collection Load(string path)
    {
        var certificates = new X509Certificate2Collection();
        certificates.ImportFromPemFile(path);
        return certificates;
    }
}
