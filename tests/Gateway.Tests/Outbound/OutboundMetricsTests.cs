using Gateway.Outbound;
using Tests.Common;

namespace Gateway.Tests.Outbound;

/// <summary>The reasons are labels on which the dashboard and the alerts that are shipped depend.</summary>
public class OutboundMetricsTests
{
    [Theory]
    [InlineData(nameof(OutboundRefusal.Scheme), "scheme")]
    [InlineData(nameof(OutboundRefusal.UserInformation), "user_information")]
    [InlineData(nameof(OutboundRefusal.Port), "port")]
    [InlineData(nameof(OutboundRefusal.NotPublic), "not_public")]
    [InlineData(nameof(OutboundRefusal.Loopback), "loopback")]
    [InlineData(nameof(OutboundRefusal.LinkLocal), "link_local")]
    [InlineData(nameof(OutboundRefusal.Metadata), "metadata")]
    [InlineData(nameof(OutboundRefusal.Unspecified), "unspecified")]
    [InlineData(nameof(OutboundRefusal.Multicast), "multicast")]
    [InlineData(nameof(OutboundRefusal.OwnListener), "own_listener")]
    [InlineData(nameof(OutboundRefusal.Upstream), "upstream")]
    [InlineData(nameof(OutboundRefusal.MixedAnswers), "mixed_answers")]
    public async Task Refusals_Are_Counted_By_Reason(string refusal, string reason)
        => Assert.Equal(
            [$"gateway.outbound.refused reason={reason} 1"],
            await CountAsync(metrics => metrics.Refused(Enum.Parse<OutboundRefusal>(refusal))));

    [Theory]
    [InlineData(nameof(OutboundFailure.NameUnresolved), "name_unresolved")]
    [InlineData(nameof(OutboundFailure.NotConnected), "not_connected")]
    [InlineData(nameof(OutboundFailure.TlsFailed), "tls_failed")]
    [InlineData(nameof(OutboundFailure.TimedOut), "timed_out")]
    [InlineData(nameof(OutboundFailure.AnswerTooLarge), "answer_too_large")]
    [InlineData(nameof(OutboundFailure.AnswerBroken), "answer_broken")]
    public async Task Failures_Are_Counted_By_Reason(string failure, string reason)
        => Assert.Equal(
            [$"gateway.outbound.failed reason={reason} 1"],
            await CountAsync(metrics => metrics.Failed(Enum.Parse<OutboundFailure>(failure))));

    [Fact]
    public async Task Every_Reason_Has_A_Name()
    {
        var lines = await CountAsync(metrics =>
        {
            Array.ForEach(Enum.GetValues<OutboundRefusal>(), metrics.Refused);
            Array.ForEach(Enum.GetValues<OutboundFailure>(), metrics.Failed);
        });

        Assert.DoesNotContain(lines, line => line.Contains("other", StringComparison.Ordinal));
    }

    private static async Task<IReadOnlyCollection<string>> CountAsync(Action<OutboundMetrics> count)
    {
        await using var outbound = new OutboundFixture([]);
        using var meter = new MeterReader(outbound.Get<System.Diagnostics.Metrics.IMeterFactory>());
        count(outbound.Get<OutboundMetrics>());
        return meter.Lines;
    }
}
