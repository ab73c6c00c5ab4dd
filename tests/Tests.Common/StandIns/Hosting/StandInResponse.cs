using System.Text;
using System.Text.Json;

namespace Tests.Common.StandIns.Hosting;

/// <summary>What a stand-in answers.</summary>
public sealed record StandInResponse
{
    private static readonly JsonSerializerOptions JsonOptions = new()
    {
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public required int Status { get; init; }

    public byte[] Body { get; init; } = [];

    public IReadOnlyList<KeyValuePair<string, string>> Headers { get; init; } = [];

    public static StandInResponse Json(int status, object? body) => new()
    {
        Status = status,
        Body = JsonSerializer.SerializeToUtf8Bytes(body, JsonOptions),
        Headers = [new("Content-Type", "application/json; charset=utf-8")],
    };

    public static StandInResponse Text(int status, string text, string contentType = "text/plain; charset=utf-8") => new()
    {
        Status = status,
        Body = Encoding.UTF8.GetBytes(text),
        Headers = [new("Content-Type", contentType)],
    };

    public static StandInResponse Html(int status, string html) => Text(status, html, "text/html; charset=utf-8");

    public static StandInResponse Empty(int status) => new() { Status = status };

    public static StandInResponse Redirect(string location, int status = 302) => Empty(status).With("Location", location);

    public StandInResponse With(string header, string value) => this with { Headers = [.. Headers, new(header, value)] };
}
