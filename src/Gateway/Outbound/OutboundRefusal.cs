namespace Gateway.Outbound;

/// <summary>Why a connection was not tried. For the operator; a caller is never told which.</summary>
internal enum OutboundRefusal
{
    /// <summary>Neither https nor, where the operator allows it, http.</summary>
    Scheme,

    /// <summary>The address carries a user part, which no instance has.</summary>
    UserInformation,

    /// <summary>The address may be dialled, but not on this port.</summary>
    Port,

    /// <summary>Private, shared, reserved or another range that is not the public internet.</summary>
    NotPublic,

    Loopback,

    LinkLocal,

    /// <summary>Where a cloud tells a machine its secrets.</summary>
    Metadata,

    /// <summary>0.0.0.0/8 and ::, which reach the machine itself.</summary>
    Unspecified,

    /// <summary>Multicast or broadcast.</summary>
    Multicast,

    /// <summary>One of the gateway's own listeners: a call would go round in a circle.</summary>
    OwnListener,

    /// <summary>The auth API behind the gateway, which trusts what comes from here.</summary>
    Upstream,

    /// <summary>A name with both allowed and refused addresses, as an attacker's name server answers.</summary>
    MixedAnswers,
}
