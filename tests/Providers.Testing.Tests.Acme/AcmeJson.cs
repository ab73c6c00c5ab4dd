using System.Text.Json.Serialization;

namespace Providers.Testing.Tests.Acme;

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(AcmeUser))]
[JsonSerializable(typeof(AcmeKey[]))]
[JsonSerializable(typeof(AcmeRepo[]))]
[JsonSerializable(typeof(AcmePull[]))]
[JsonSerializable(typeof(AcmeOrgs))]
[JsonSerializable(typeof(string[]))]
internal sealed partial class AcmeJson : JsonSerializerContext;

internal sealed record AcmeUser(
    long? Id, string? Kind, string? Login, string? Avatar, string? Email, string? Page, string?[]? Scopes, DateTimeOffset? ExpiresAt);

internal sealed record AcmeKey(string? Title, string? Key);

internal sealed record AcmeRepo(long? Id, string? Name, string? FullName, string? About, string? Url);

internal sealed record AcmePull(long? Id, int? Number, string? Title, string? Url, AcmeRepo? Source);

internal sealed record AcmeOrgs(AcmeOrg?[]? Items, int? Total);

internal sealed record AcmeOrg(long? Id, string? Login, string? Url);
