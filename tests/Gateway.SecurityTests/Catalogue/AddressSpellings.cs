using System.Globalization;
using System.Net;

namespace Gateway.SecurityTests.Catalogue;

/// <summary>Addresses that are not for users, written in every way that some parser, translator or tunnel reads.</summary>
internal static class AddressSpellings
{
    private static readonly string[] Addresses =
        ["127.0.0.1", "10.0.0.1", "172.16.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1", "168.63.129.16", "0.0.0.0"];

    private static readonly (string Name, Func<byte[], string> Write)[] Forms =
    [
        ("plain", b => Dotted(b, part => Text(part))),
        ("octal", b => Dotted(b, part => "0" + Convert.ToString(part, 8))),
        ("octal, padded", b => Dotted(b, part => "00000" + Convert.ToString(part, 8))),
        ("decimal, padded", b => Dotted(b, part => part.ToString("000", CultureInfo.InvariantCulture))),
        ("hexadecimal parts", b => Dotted(b, part => $"0x{part:x}")),
        ("one number", b => Text(Number(b))),
        ("one octal number", b => "0" + Convert.ToString(Number(b), 8)),
        ("one hexadecimal number", b => $"0x{Number(b):x8}"),
        ("two parts", b => $"{Text(b[0])}.{Text(Number(b) & 0xffffff)}"),
        ("three parts", b => $"{Text(b[0])}.{Text(b[1])}.{Text(Number(b) & 0xffff)}"),
        ("more than 32 bits", b => Text(Number(b) + (1L << 32))),
        ("trailing dot", b => Dotted(b, part => Text(part)) + "."),
        ("mapped", b => $"[::ffff:{Pair(b, 0)}:{Pair(b, 2)}]"),
        ("mapped, dotted", b => $"[::ffff:{Dotted(b, part => Text(part))}]"),
        ("compatible", b => $"[::{Pair(b, 0)}:{Pair(b, 2)}]"),
        ("translated", b => $"[::ffff:0:{Pair(b, 0)}:{Pair(b, 2)}]"),
        ("NAT64", b => $"[64:ff9b::{Pair(b, 0)}:{Pair(b, 2)}]"),
        ("local NAT64, 96", b => $"[64:ff9b:1::{Pair(b, 0)}:{Pair(b, 2)}]"),
        ("local NAT64, 48", b => $"[64:ff9b:1:{Pair(b, 0)}:{b[2]:x}:{b[3]:x2}00::]"),
        ("local NAT64, 56", b => $"[64:ff9b:1:{b[0]:x}:{b[1]:x}:{b[2]:x}{b[3]:x2}::]"),
        ("local NAT64, 64", b => $"[64:ff9b:1:0:{b[0]:x}:{b[1]:x}{b[2]:x2}:{b[3]:x2}00:0]"),
        ("6to4", b => $"[2002:{Pair(b, 0)}:{Pair(b, 2)}::1]"),
        ("Teredo, server", b => $"[2001:0:{Pair(b, 0)}:{Pair(b, 2)}::1]"),
        ("Teredo, client", b => $"[2001:0:808:808:0:0:{Pair(Turned(b), 0)}:{Pair(Turned(b), 2)}]"),
        ("ISATAP", b => $"[2606:4700::5efe:{Pair(b, 0)}:{Pair(b, 2)}]"),
        ("ISATAP, global", b => $"[2606:4700:0:0:200:5efe:{Pair(b, 0)}:{Pair(b, 2)}]"),
    ];

    public static IEnumerable<(string Url, string Note)> All()
        => from address in Addresses
           from form in Forms
           from scheme in (string[])["http", "https"]
           select ($"{scheme}://{form.Write(IPAddress.Parse(address).GetAddressBytes())}", $"{scheme} {address}, {form.Name}");

    private static string Dotted(byte[] bytes, Func<byte, string> write) => string.Join('.', bytes.Select(write));

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);

    private static long Number(byte[] bytes) => ((long)bytes[0] << 24) | ((long)bytes[1] << 16) | ((long)bytes[2] << 8) | bytes[3];

    private static string Pair(byte[] bytes, int at) => $"{(bytes[at] << 8) | bytes[at + 1]:x}";

    private static byte[] Turned(byte[] bytes) => [.. bytes.Select(part => (byte)~part)];
}
