using System.Text.Json.Serialization;

namespace Gateway.Errors;

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(ErrorResponse))]
[JsonSerializable(typeof(NotFoundResponse))]
[JsonSerializable(typeof(ValidationResponse))]
internal sealed partial class ErrorJsonContext : JsonSerializerContext;
