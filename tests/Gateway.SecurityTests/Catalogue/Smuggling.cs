namespace Gateway.SecurityTests.Catalogue;

/// <summary>Requests whose end two servers may see in different places, each with a second request in what one of them takes for the body.</summary>
internal static class Smuggling
{
    private const string Second = "GET /v1/scm_integrations HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer {{TOKEN_B}}\r\n\r\n";

    private static readonly (string Name, string Headers)[] Lengths =
    [
        ("chunked, identity", "Transfer-Encoding: chunked, identity"),
        ("identity, chunked", "Transfer-Encoding: identity, chunked"),
        ("chunked twice", "Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked"),
        ("chunked in quotes", "Transfer-Encoding: \"chunked\"\r\nContent-Length: 5"),
        ("chunked with a parameter", "Transfer-Encoding: chunked;q=1\r\nContent-Length: 5"),
        ("space before the colon", "Transfer-Encoding : chunked\r\nContent-Length: 5"),
        ("continued line", "Transfer-Encoding:\r\n chunked\r\nContent-Length: 5"),
        ("form feed", "Transfer-Encoding: \fchunked\r\nContent-Length: 5"),
        ("NUL", "Transfer-Encoding: chunked\0\r\nContent-Length: 5"),
        ("two lengths, one line", "Content-Length: 5, 6"),
        ("the same length twice, one line", "Content-Length: 5, 5"),
        ("negative", "Content-Length: -1"),
        ("hexadecimal", "Content-Length: 0x5"),
        ("exponent", "Content-Length: 5e0"),
        ("decimal point", "Content-Length: 5.0"),
        ("empty", "Content-Length: "),
        ("overflow", "Content-Length: 18446744073709551621"),
        ("plus and space", "Content-Length: + 5"),
        ("other digits", "Content-Length: \u00b2"),
    ];

    private static readonly (string Name, string Body)[] Chunks =
    [
        ("hexadecimal prefix", "0x5\r\nhello\r\n0\r\n\r\n"),
        ("plus", "+5\r\nhello\r\n0\r\n\r\n"),
        ("minus", "-5\r\nhello\r\n0\r\n\r\n"),
        ("overflow", "10000000000000005\r\nhello\r\n0\r\n\r\n"),
        ("empty", "\r\nhello\r\n0\r\n\r\n"),
        ("no end of line behind the data", "5\r\nhello0\r\n\r\n"),
        ("too short", "4\r\nhello\r\n0\r\n\r\n"),
        ("line feed only", "5\nhello\n0\n\n"),
        ("line feed in an extension", "5;a\nb\r\nhello\r\n0\r\n\r\n"),
        ("carriage return in an extension", "5;\rx\r\nhello\r\n0\r\n\r\n"),
    ];

    public static IEnumerable<(string Note, string Text, IReadOnlyList<string> Expected)> All()
        => Lengths.SelectMany(one => new[] { "/v1/tokens/exchange", "/v1/scm_integrations" }.Select(path => (
                $"{one.Name} to {path}",
                $"POST {path} HTTP/1.1\r\nHost: {{{{HOST}}}}\r\nAuthorization: Bearer {{{{TOKEN_A}}}}\r\n{one.Headers}\r\n\r\n0\r\n\r\n{Second}",
                (IReadOnlyList<string>)["one_response", "status=400|501", "upstream_saw_none", "unchanged"])))
            .Concat(Chunks.SelectMany(one => new[] { "/v1/tokens/exchange", "/v1/scm_integrations" }.Select(path => (
                $"chunk size: {one.Name} to {path}",
                $"POST {path} HTTP/1.1\r\nHost: {{{{HOST}}}}\r\nAuthorization: Bearer {{{{TOKEN_A}}}}\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n{one.Body}{Second}",
                (IReadOnlyList<string>)["one_response", "connection_closed", "status=400", "no_upstream", "unchanged"]))));
}
