using System.Text.Json.Serialization;

namespace Gateway.ScmIntegrations.Calls;

/// <summary><c>{"key":{"name":"…","content":"…"}}</c>.</summary>
internal sealed record KeyRequest(KeyRequest.NewKey Key)
{
    internal sealed record NewKey(string Name, string Content);
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(KeyRequest))]
internal sealed partial class KeyJsonContext : JsonSerializerContext;
