namespace Gateway.Outbound;

/// <summary>Where providers may connect to, and how. The section <c>Gateway:Outbound</c>; changes apply to new connections.</summary>
internal sealed class OutboundOptions
{
    public const string Section = "Gateway:Outbound";

    /// <summary>
    /// Networks that are opened beside the public addresses: <c>10.1.0.0/16:443</c>, <c>10.1.2.3/32:443,8443-8449</c>,
    /// <c>[fd12::/16]:443</c>. Ports: those named; without any, 80, 443 and all from 1024 up. Public addresses need no entry on 443
    /// (and 80 with <see cref="AllowPlainHttp"/>), and one for every other port.
    /// <para>
    /// Loopback, link-local, unspecified, multicast and metadata addresses are opened only by an entry that lies wholly inside such a
    /// range, never by a wide one. The gateway's own listeners and the upstream are opened by none.
    /// </para>
    /// Whoever may link an account can make the gateway connect to everything that is opened here, and learns from the answer whether
    /// a GitHub or GitLab is there. Open single hosts with their port rather than whole networks.
    /// </summary>
    public string[] AllowedNetworks { get; set; } = [];

    /// <summary>
    /// Lets an instance be <c>http</c>. Everybody on the way to it then reads the users' tokens, and can answer in its place.
    /// </summary>
    public bool AllowPlainHttp { get; set; }

    /// <summary>
    /// PEM files with certificates to trust beside the system's. Whoever holds the key of one of these can stand in for every instance.
    /// </summary>
    public string[] CertificateAuthorities { get; set; } = [];

    /// <summary>For a whole call: name, connection, TLS, headers and body together.</summary>
    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(10);
}
