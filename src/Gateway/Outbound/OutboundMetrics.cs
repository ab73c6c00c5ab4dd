using System.Diagnostics.Metrics;

namespace Gateway.Outbound;

/// <summary>Counts what stands in the way of providers' calls. Reasons are the only label: hosts come from users.</summary>
internal sealed class OutboundMetrics
{
    private readonly Counter<long> _refused;
    private readonly Counter<long> _failed;

    public OutboundMetrics(IMeterFactory meterFactory)
    {
        var meter = meterFactory.Create("Gateway");
        _refused = meter.CreateCounter<long>(
            "gateway.outbound.refused", "{connection}", "Connections that providers asked for and the outbound guard did not allow.");
        _failed = meter.CreateCounter<long>(
            "gateway.outbound.failed", "{call}", "Calls of providers that were allowed and got no usable answer.");
    }

    public void Refused(OutboundRefusal refusal) => _refused.Add(1, new KeyValuePair<string, object?>("reason", NameOf(refusal)));

    public void Failed(OutboundFailure failure) => _failed.Add(1, new KeyValuePair<string, object?>("reason", NameOf(failure)));

    private static string NameOf(OutboundRefusal refusal) => refusal switch
    {
        OutboundRefusal.Scheme => "scheme",
        OutboundRefusal.UserInformation => "user_information",
        OutboundRefusal.Port => "port",
        OutboundRefusal.NotPublic => "not_public",
        OutboundRefusal.Loopback => "loopback",
        OutboundRefusal.LinkLocal => "link_local",
        OutboundRefusal.Metadata => "metadata",
        OutboundRefusal.Unspecified => "unspecified",
        OutboundRefusal.Multicast => "multicast",
        OutboundRefusal.OwnListener => "own_listener",
        OutboundRefusal.Upstream => "upstream",
        OutboundRefusal.MixedAnswers => "mixed_answers",
        _ => "other",
    };

    private static string NameOf(OutboundFailure failure) => failure switch
    {
        OutboundFailure.NameUnresolved => "name_unresolved",
        OutboundFailure.NotConnected => "not_connected",
        OutboundFailure.TlsFailed => "tls_failed",
        OutboundFailure.TimedOut => "timed_out",
        OutboundFailure.AnswerTooLarge => "answer_too_large",
        OutboundFailure.AnswerBroken => "answer_broken",
        _ => "other",
    };
}
