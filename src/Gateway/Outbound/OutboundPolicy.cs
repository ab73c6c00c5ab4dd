using System.Net;
using System.Security.Cryptography.X509Certificates;

namespace Gateway.Outbound;

/// <summary>
/// What the operator has decided, in a form to ask. Three tiers: closed ranges, which only an entry inside them opens; all else that
/// is not public, which any entry opens; and public addresses, open on the web's ports. Says nothing of listeners and upstream.
/// </summary>
internal sealed class OutboundPolicy
{
    private const int HttpsPort = 443;
    private const int HttpPort = 80;

    private readonly List<AllowedNetwork> _allowed;

    /// <exception cref="FormatException">The options are not valid.</exception>
    public OutboundPolicy(OutboundOptions options)
    {
        _allowed = [.. options.AllowedNetworks.Select(Parse)];
        AllowsPlainHttp = options.AllowPlainHttp;
        Timeout = options.Timeout;
        foreach (var file in options.CertificateAuthorities)
        {
            CertificateAuthorities.AddRange(CertificateFile.Load(file));
        }
    }

    public bool AllowsPlainHttp { get; }

    public TimeSpan Timeout { get; }

    public X509Certificate2Collection CertificateAuthorities { get; } = [];

    /// <summary>Null when an address may be dialled on a port, in all of its readings.</summary>
    public OutboundRefusal? Judge(IPAddress address, int port)
    {
        foreach (var reading in AddressReadings.Of(address))
        {
            if (JudgeReading(reading, port) is { } refusal)
            {
                return refusal;
            }
        }

        return null;
    }

    private OutboundRefusal? JudgeReading(IPAddress address, int port)
    {
        var closed = AddressRanges.FindClosed(address);
        var covered = false;
        foreach (var entry in _allowed)
        {
            if (entry.Network.Contains(address) && (closed is not { Range: var range } || entry.LiesInside(range)))
            {
                covered = true;
                if (entry.Opens(port))
                {
                    return null;
                }
            }
        }

        if (AddressRanges.IsPublic(address))
        {
            return IsWebPort(port) ? null : OutboundRefusal.Port;
        }

        return covered ? OutboundRefusal.Port : closed?.Refusal ?? OutboundRefusal.NotPublic;
    }

    private bool IsWebPort(int port) => port == HttpsPort || (port == HttpPort && AllowsPlainHttp);

    private static AllowedNetwork Parse(string text)
        => AllowedNetwork.TryParse(text, out var network, out var problem) ? network : throw new FormatException($"«{text}» {problem}.");
}
