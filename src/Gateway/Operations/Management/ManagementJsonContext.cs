using System.Text.Json.Serialization;

namespace Gateway.Operations.Management;

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(PluginListResponse))]
internal sealed partial class ManagementJsonContext : JsonSerializerContext;
