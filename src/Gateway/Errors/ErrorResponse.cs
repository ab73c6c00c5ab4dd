using System.Text.Json.Serialization;

namespace Gateway.Errors;

/// <summary><c>{"error":"…","code":"…"}</c>: the shape of every refusal but 404 and 422.</summary>
internal sealed record ErrorResponse(
    string Error,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Code = null);
