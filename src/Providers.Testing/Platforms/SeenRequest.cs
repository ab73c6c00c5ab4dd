using System.Text;

namespace Providers.Testing.Platforms;

/// <summary>A request as it left the provider.</summary>
internal sealed record SeenRequest(string Method, Uri Uri, IReadOnlyList<string> HeaderValues, string Body)
{
    public static async Task<SeenRequest> ReadAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var body = request.Content is null ? "" : await request.Content.ReadAsStringAsync(cancellationToken);
        var headers = request.Headers.SelectMany(header => header.Value).ToList();
        return new SeenRequest(request.Method.Method, request.RequestUri!, headers, body);
    }

    /// <summary>Whether a header carries the token: as it is, or inside the base64 of basic authentication.</summary>
    public bool Shows(string token) => HeaderValues.Any(value => value.Contains(token, StringComparison.Ordinal) || Decoded(value).Contains(token, StringComparison.Ordinal));

    public override string ToString() => $"{Method} {Uri}";

    private static string Decoded(string value)
    {
        var bytes = new byte[value.Length];
        return Convert.TryFromBase64String(value[(value.LastIndexOf(' ') + 1)..], bytes, out var length)
            ? Encoding.Latin1.GetString(bytes, 0, length)
            : "";
    }
}
