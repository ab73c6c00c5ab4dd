using Gateway.Outbound;
using Providers.Abstractions;

namespace Gateway.ScmIntegrations;

/// <summary>
/// Tells that an address cannot be reached no sooner than the slowest way not to reach it takes: told apart by time, a port that is closed, one that
/// is silent and one that is not ours to dial would make a scanner of the call that links, and, as names can be pointed elsewhere later, of every call
/// that asks a platform.
/// </summary>
internal sealed class UnreachableFloor(TimeProvider time)
{
    /// <summary>From the start of the call. A little more than connecting may take, so that no way ends later.</summary>
    public TimeSpan Length { get; init; } = OutboundConnector.Timeout + TimeSpan.FromMilliseconds(250);

    /// <summary>Returns at once when the failure is another.</summary>
    /// <param name="failure">What became of the call.</param>
    /// <param name="started">When it started, as <see cref="TimeProvider.GetTimestamp"/> gives it.</param>
    /// <param name="cancellationToken">That the caller has gone.</param>
    public async Task HoldAsync(ScmFailure failure, long started, CancellationToken cancellationToken)
    {
        var left = Length - time.GetElapsedTime(started);
        if (Concerns(failure) && left > TimeSpan.Zero)
        {
            await Task.Delay(left, time, cancellationToken);
        }
    }

    private static bool Concerns(ScmFailure failure) => failure.Reason == ScmFailureReason.InstanceUnreachable;
}
