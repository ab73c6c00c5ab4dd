using System.Text.Json.Serialization;

namespace Gateway.Identity;

/// <summary>The upstream's answer to <c>GET /v1/users/self</c>.</summary>
internal sealed record UserEnvelope(UserEnvelope.UpstreamUser? User)
{
    internal sealed record UpstreamUser(string? Id, string? Email, string? Username);
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, MaxDepth = 32)]
[JsonSerializable(typeof(UserEnvelope))]
internal sealed partial class UserJsonContext : JsonSerializerContext;
