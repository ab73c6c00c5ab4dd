using System.Net;

namespace Gateway.Outbound;

/// <summary>Carries a refusal from where it is decided to where it is logged; does not leave <see cref="OutboundHandler"/>.</summary>
internal sealed class OutboundRefusedException(OutboundRefusal refusal, IPAddress? address = null)
    : Exception("The connection is not allowed.")
{
    public OutboundRefusal Refusal { get; } = refusal;

    /// <summary>Null when it was refused before there was one.</summary>
    public IPAddress? Address { get; } = address;
}
