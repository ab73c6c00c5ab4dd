using System.Net;
using System.Text.Json;
using Gateway.Outbound;
using Gateway.SecurityTests.Catalogue;

namespace Gateway.SecurityTests.Rows;

/// <summary>Addresses that are judged and never dialled.</summary>
internal static class Unit
{
    private const int Port = 443;

    public static IReadOnlyList<string> Judge(HostileRow row)
    {
        var refusal = new OutboundPolicy(new OutboundOptions()).Judge(IPAddress.Parse(JsonSerializer.Deserialize<string>(row.Body)!), Port);
        var found = refusal is null ? "classifier=allow" : "classifier=deny";
        return [.. row.Expected.Where(expected => expected != found).Select(expected => $"{expected}: {refusal}")];
    }
}
