using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace Gateway.Outbound;

/// <summary>
/// The addresses and ports of every destination of the proxy, from the <c>ReverseProxy</c> section as it is now. One on this machine
/// is met under each of the machine's addresses.
/// </summary>
internal sealed class UpstreamDestinations(
    IConfiguration configuration, [FromKeyedServices(UpstreamDestinations.ResolverKey)] IHostResolver resolver, TimeProvider timeProvider)
{
    /// <summary>Of a resolver of its own, so that the upstream's names do not wait behind the users'.</summary>
    public const string ResolverKey = "upstream";

    private static readonly TimeSpan Freshness = TimeSpan.FromSeconds(30);

    // As many as there are destinations. An answer outlives its freshness when the name cannot be resolved again.
    private readonly ConcurrentDictionary<string, Answer> _answers = new(StringComparer.OrdinalIgnoreCase);

    public async ValueTask<bool> ContainAsync(IPAddress address, int port, CancellationToken cancellationToken)
    {
        foreach (var destination in FindDestinations())
        {
            if (destination.Port == port && await IsAtAsync(destination.IdnHost, address, cancellationToken))
            {
                return true;
            }
        }

        return false;
    }

    private IEnumerable<Uri> FindDestinations()
    {
        foreach (var cluster in configuration.GetSection("ReverseProxy:Clusters").GetChildren())
        {
            foreach (var destination in cluster.GetSection("Destinations").GetChildren())
            {
                foreach (var text in (string?[])[destination["Address"], destination["Health"]])
                {
                    if (Uri.TryCreate(text, UriKind.Absolute, out var address))
                    {
                        yield return address;
                    }
                }
            }
        }
    }

    private async ValueTask<bool> IsAtAsync(string host, IPAddress address, CancellationToken cancellationToken)
    {
        foreach (var known in await ResolveAsync(host, cancellationToken))
        {
            var destination = AddressReadings.Of(known)[0];
            if (destination.Equals(address) || (LocalAddresses.Contain(destination) && LocalAddresses.Contain(address)))
            {
                return true;
            }
        }

        return false;
    }

    private async ValueTask<IPAddress[]> ResolveAsync(string host, CancellationToken cancellationToken)
    {
        if (_answers.TryGetValue(host, out var answer) && timeProvider.GetElapsedTime(answer.At) < Freshness)
        {
            return answer.Addresses;
        }

        try
        {
            answer = new Answer(await resolver.ResolveAsync(host, cancellationToken), timeProvider.GetTimestamp());
            _answers[host] = answer;
            return answer.Addresses;
        }
        catch (SocketException)
        {
            // The proxy cannot reach it by this name either; what it was last is still refused.
            return answer?.Addresses ?? [];
        }
    }

    private sealed record Answer(IPAddress[] Addresses, long At);
}
