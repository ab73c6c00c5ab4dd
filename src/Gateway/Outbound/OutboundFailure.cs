namespace Gateway.Outbound;

/// <summary>Why a call that was allowed got no usable answer. For the operator.</summary>
internal enum OutboundFailure
{
    NameUnresolved,

    /// <summary>Refused, no route, or silent.</summary>
    NotConnected,

    /// <summary>The certificate is not trusted, not for this host, expired, or there is no TLS at all.</summary>
    TlsFailed,

    /// <summary>Connected, and not done within <see cref="OutboundOptions.Timeout"/>.</summary>
    TimedOut,

    AnswerTooLarge,

    /// <summary>Broken off, compressed, or not HTTP.</summary>
    AnswerBroken,
}
