using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Gateway.Outbound;

/// <summary>Decides which servers are believed: those that the system's authorities vouch for, and those of the operator's own.</summary>
internal sealed class ServerTrust(OutboundPolicySource policies)
{
    private const string ServerAuthentication = "1.3.6.1.5.5.7.3.1";

    public SslClientAuthenticationOptions CreateOptions() => new()
    {
        CertificateChainPolicy = CreateChainPolicy(),
        RemoteCertificateValidationCallback = (_, certificate, chain, errors) => IsTrusted(certificate, chain, errors),
    };

    // A certificate names addresses where its issuer and its revocation list can be had. Following them would let any server choose
    // what this machine calls, past the guard.
    private static X509ChainPolicy CreateChainPolicy() => new()
    {
        DisableCertificateDownloads = true,
        RevocationMode = X509RevocationMode.NoCheck,
        ApplicationPolicy = { new Oid(ServerAuthentication) },
    };

    // Says why by throwing: a plain "no" would leave the operator with nothing to go by.
    private bool IsTrusted(X509Certificate? certificate, X509Chain? chain, SslPolicyErrors errors)
    {
        if (errors == SslPolicyErrors.None)
        {
            return true;
        }

        if (errors == SslPolicyErrors.RemoteCertificateChainErrors
            && certificate is X509Certificate2 server
            && chain is not null
            && IsVouchedFor(server, chain, policies.Current.CertificateAuthorities))
        {
            return true;
        }

        var chainStatus = chain?.ChainStatus.Aggregate(X509ChainStatusFlags.NoError, (all, one) => all | one.Status);
        throw new UntrustedServerException($"{errors} ({chainStatus})");
    }

    private static bool IsVouchedFor(X509Certificate2 server, X509Chain presented, X509Certificate2Collection authorities)
    {
        if (authorities.Count == 0)
        {
            return false;
        }

        using var chain = new X509Chain { ChainPolicy = CreateChainPolicy() };
        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        chain.ChainPolicy.CustomTrustStore.AddRange(authorities);
        chain.ChainPolicy.ExtraStore.AddRange(presented.ChainPolicy.ExtraStore);
        return chain.Build(server);
    }
}
