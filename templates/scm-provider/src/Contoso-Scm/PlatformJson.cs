using System.Text.Json.Serialization;

namespace Contoso_Scm;

/// <summary>The platform's answers. Generated at build time: the reflection-based serialiser would keep the plugin from being unloaded.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(PlatformUser))]
internal sealed partial class PlatformJson : JsonSerializerContext;

internal sealed record PlatformUser(long? Id, string? Login, string? Email, string? AvatarUrl, string? HtmlUrl);
