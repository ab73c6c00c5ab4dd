using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace Gateway.SecurityTests.Worlds;

/// <summary>The names of the catalogue. <paramref name="platforms"/> is where the well-meant ones lead.</summary>
internal sealed class Zone(IPAddress platforms)
{
    private static readonly Dictionary<string, string[]> Fixed = new(StringComparer.Ordinal)
    {
        ["loop.ssrf.test"] = ["127.0.0.1"],
        ["127.0.0.1.nip.io"] = ["127.0.0.1"],
        ["localtest.me"] = ["127.0.0.1", "::1"],
        ["meta.ssrf.test"] = ["169.254.169.254"],
        ["metadata.google.internal"] = ["169.254.169.254"],
        ["mapped.ssrf.test"] = ["::ffff:127.0.0.1"],
        ["private.ssrf.test"] = ["10.0.0.1"],
        ["ula.ssrf.test"] = ["fd12:3456:789a::1"],
        ["nat64.ssrf.test"] = ["64:ff9b::7f00:1"],
        ["unspecified.ssrf.test"] = ["0.0.0.0"],
        ["1.0.0.127.ssrf.test"] = ["::127.0.0.1"],
    };

    private readonly ConcurrentDictionary<string, int> _asked = new(StringComparer.Ordinal);

    /// <summary>How often the address of a name was asked for.</summary>
    public int CountOf(string name) => _asked.GetValueOrDefault(name);

    /// <summary>Null when there is no such name.</summary>
    public IReadOnlyList<ZoneRecord>? FindRecords(string name, AddressFamily family)
    {
        var asked = family == AddressFamily.InterNetwork ? _asked.AddOrUpdate(name, 1, (_, count) => count + 1) : 0;
        var records = Find(name, asked);
        return records?.Where(record => record.Alias is not null || record.Address!.AddressFamily == family).ToList();
    }

    private List<ZoneRecord>? Find(string name, int asked) => name switch
    {
        "rebind.ssrf.test" => Addresses(name, asked == 1 ? platforms : IPAddress.Loopback),
        "rebind10.ssrf.test" => Addresses(name, asked <= 10 ? platforms : IPAddress.Parse("10.0.0.1")),
        "mixed.ssrf.test" => Addresses(name, platforms, IPAddress.Loopback),
        "many.ssrf.test" => Addresses(name, [.. Enumerable.Repeat(platforms, 499), IPAddress.Loopback]),
        "cname.ssrf.test" => [new ZoneRecord(name, null, "localhost"), .. Addresses("localhost", IPAddress.Loopback)],
        "cnameloop.ssrf.test" => [new ZoneRecord(name, null, "cnameloop2.ssrf.test"), new ZoneRecord("cnameloop2.ssrf.test", null, name)],
        "localhost" => Addresses(name, IPAddress.Loopback, IPAddress.IPv6Loopback),
        "scm.ssrf.test" => Addresses(name, platforms),
        _ when name.EndsWith(".scm.ssrf.test", StringComparison.Ordinal) => Addresses(name, platforms),
        _ when Fixed.TryGetValue(name, out var addresses) => Addresses(name, [.. addresses.Select(IPAddress.Parse)]),
        _ => null,
    };

    private static List<ZoneRecord> Addresses(string name, params IPAddress[] addresses)
        => [.. addresses.Select(address => new ZoneRecord(name, address))];
}
