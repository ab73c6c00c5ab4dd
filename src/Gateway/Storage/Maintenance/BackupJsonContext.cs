using System.Text.Json.Serialization;

namespace Gateway.Storage.Maintenance;

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    UseStringEnumConverter = true)]
[JsonSerializable(typeof(BackupLine))]
internal sealed partial class BackupJsonContext : JsonSerializerContext;
