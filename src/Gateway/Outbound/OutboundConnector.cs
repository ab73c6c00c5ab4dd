using System.Net;
using System.Net.Sockets;

namespace Gateway.Outbound;

/// <summary>
/// Makes each connection of the lent handler: resolves once, judges every address, and dials one of those that it has judged, so that
/// a name server cannot say one thing to the guard and another to the socket.
/// </summary>
internal sealed class OutboundConnector(
    OutboundPolicySource policies, IReservedEndpoints reserved, IHostResolver resolver, IDialler dialler)
{
    /// <summary>For the name, the connection and TLS together.</summary>
    public static readonly TimeSpan Timeout = TimeSpan.FromSeconds(3);

    private const int MaxAttempts = 4;

    public async ValueTask<Stream> ConnectAsync(DnsEndPoint endPoint, CancellationToken cancellationToken)
    {
        var addresses = await resolver.ResolveAsync(endPoint.Host, cancellationToken);
        if (addresses.Length == 0)
        {
            throw new SocketException((int)SocketError.HostNotFound);
        }

        await JudgeAsync(addresses, endPoint.Port, cancellationToken);
        return await DialAsync(addresses[..Math.Min(addresses.Length, MaxAttempts)], endPoint.Port, cancellationToken);
    }

    private async ValueTask JudgeAsync(IPAddress[] addresses, int port, CancellationToken cancellationToken)
    {
        var policy = policies.Current;
        var allowed = 0;
        (OutboundRefusal Refusal, IPAddress Address)? first = null;
        foreach (var address in addresses)
        {
            var refusal = policy.Judge(address, port) ?? await reserved.FindAsync(address, port, cancellationToken);
            if (refusal is null)
            {
                allowed++;
            }
            else
            {
                first ??= (refusal.Value, address);
            }
        }

        if (first is { } refused)
        {
            var refusal = allowed > 0 ? OutboundRefusal.MixedAnswers : refused.Refusal;
            throw new OutboundRefusedException(refusal, refused.Address);
        }
    }

    private async ValueTask<Stream> DialAsync(IPAddress[] addresses, int port, CancellationToken cancellationToken)
    {
        // All but the last have to leave time for the others; the last has what is left.
        foreach (var address in addresses[..^1])
        {
            if (await TryDialAsync(new IPEndPoint(address, port), Timeout / addresses.Length, cancellationToken) is { } stream)
            {
                return stream;
            }
        }

        return await dialler.DialAsync(new IPEndPoint(addresses[^1], port), cancellationToken);
    }

    private async Task<Stream?> TryDialAsync(IPEndPoint endPoint, TimeSpan timeout, CancellationToken cancellationToken)
    {
        using var attempt = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        attempt.CancelAfter(timeout);
        try
        {
            return await dialler.DialAsync(endPoint, attempt.Token);
        }
        catch (Exception exception) when (exception is SocketException
            || (exception is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            return null;
        }
    }
}
