using System.Text.Json.Serialization;

namespace Gateway.ScmIntegrations.Contracts;

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(ScmIntegrationEnvelope))]
[JsonSerializable(typeof(ScmIntegrationListEnvelope))]
internal sealed partial class ScmIntegrationJsonContext : JsonSerializerContext;
