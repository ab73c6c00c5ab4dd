using System.Globalization;
using System.Text;

namespace Gateway.SecurityTests.Catalogue;

/// <summary>Inputs that are too long to be written down: <c>@gen:kind:argument</c>.</summary>
internal sealed class Generated(Placeholders placeholders)
{
    private const string Mark = "@gen:";

    /// <summary>A path or the value of a header, in which one may stand.</summary>
    public string ExpandText(string text)
    {
        var start = text.IndexOf(Mark, StringComparison.Ordinal);
        if (start < 0)
        {
            return placeholders.Expand(text);
        }

        var parts = text[(start + Mark.Length)..].Split(':');
        return text[..start] + parts[0] switch
        {
            "bearer" => "Bearer " + new string('t', Number(parts[1])),
            "rep" => string.Concat(Enumerable.Repeat(string.Join(':', parts[1..^1]), Number(parts[^1]))),
            var kind => throw Unknown(kind),
        };
    }

    /// <summary>A body; null when the cell is none of these.</summary>
    public string? ExpandBody(string cell)
    {
        if (!cell.StartsWith(Mark, StringComparison.Ordinal))
        {
            return null;
        }

        var parts = cell[Mark.Length..].Split(':');
        var n = Number(parts[^1] is ['0' or (>= '1' and <= '9'), ..] ? parts[^1] : parts[1]);
        return parts[0] switch
        {
            "pad" or "chunked" => Padded(n),
            "depth" => string.Concat(Enumerable.Repeat(parts[2], n)),
            "keys" => $"{{\"scm_integration\":{{{string.Join(',', Enumerable.Range(0, n).Select(i => $"\"k{i}\":1"))}}}}}",
            "strfield" => Body(Url, Token, $",\"{parts[1]}\":\"{new string('s', n)}\""),
            "number" => Body(Url, Token, $",\"x\":{new string('1', n)}"),
            "escape" => Body(Url, Token, $",\"x\":\"{Repeat("\\u0061", n / 6)}\""),
            "url" => Body("https://scm.ssrf.test/" + new string('u', n), Token),
            "host" => Body($"https://{new string('h', n)}/", Token),
            "token" => Body(Url, new string('t', n)),
            var kind => throw Unknown(kind),
        };
    }

    public static bool IsChunked(string cell) => cell.StartsWith(Mark + "chunked:", StringComparison.Ordinal);

    private static string Token => "canary-tok-7f3a";

    private string Url => placeholders.Expand("{{SCM:ok}}");

    private string Padded(int length)
    {
        var body = Body(Url, Token, ",\"pad\":\"@\"");
        return body.Replace("@", new string('p', Math.Max(0, length - body.Length + 1)), StringComparison.Ordinal);
    }

    private static string Body(string url, string token, string more = "")
        => $"{{\"scm_integration\":{{\"scm_type\":\"gitlab-self-hosted\",\"url\":\"{url}\",\"access_token\":\"{token}\"{more}}}}}";

    private static string Repeat(string text, int count) => new StringBuilder().Insert(0, text, count).ToString();

    private static int Number(string text) => int.Parse(text, NumberStyles.None, CultureInfo.InvariantCulture);

    private static FormatException Unknown(string kind) => new($"Nobody knows how to make «{kind}».");
}
