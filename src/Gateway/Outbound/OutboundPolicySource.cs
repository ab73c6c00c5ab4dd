using Microsoft.Extensions.Options;

namespace Gateway.Outbound;

/// <summary>The policy of now. A reload with invalid settings is not announced by the options, so the last good one stays.</summary>
internal sealed class OutboundPolicySource : IDisposable
{
    private readonly IDisposable? _subscription;
    private volatile OutboundPolicy _current;

    public OutboundPolicySource(IOptionsMonitor<OutboundOptions> options)
    {
        _current = new OutboundPolicy(options.CurrentValue);
        _subscription = options.OnChange(changed => _current = new OutboundPolicy(changed));
    }

    public OutboundPolicy Current => _current;

    public void Dispose() => _subscription?.Dispose();
}
