using System.Text.Json.Serialization;

namespace Providers.BitbucketDataCenter;

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(BitbucketProperties))]
[JsonSerializable(typeof(BitbucketPage<BitbucketUser>))]
[JsonSerializable(typeof(BitbucketPage<BitbucketKey>))]
[JsonSerializable(typeof(BitbucketPage<BitbucketRepository>))]
[JsonSerializable(typeof(BitbucketPage<BitbucketPullRequest>))]
[JsonSerializable(typeof(BitbucketPage<BitbucketProject>))]
[JsonSerializable(typeof(BitbucketPage<BitbucketBranch>))]
internal sealed partial class BitbucketJson : JsonSerializerContext;

internal sealed record BitbucketProperties(string? Version, string? DisplayName);

internal sealed record BitbucketPage<T>(T?[]? Values = null, bool? IsLastPage = null, int? NextPageStart = null)
    where T : class;

internal sealed record BitbucketLinks(BitbucketLink?[]? Self);

internal sealed record BitbucketLink(string? Href);

internal sealed record BitbucketUser(long? Id, string? Name, string? EmailAddress, string? Type, string? AvatarUrl, BitbucketLinks? Links);

internal sealed record BitbucketKey(long? Id, string? Text, string? Label);

internal sealed record BitbucketProject(long? Id, string? Key, string? Description, string? AvatarUrl, BitbucketLinks? Links);

internal sealed record BitbucketRepository(
    long? Id, string? Slug, string? Description, BitbucketProject? Project, BitbucketOrigin? Origin, BitbucketLinks? Links)
{
    [JsonIgnore]
    public string? FullName => string.IsNullOrWhiteSpace(Slug) || string.IsNullOrWhiteSpace(Project?.Key) ? null : $"{Project.Key}/{Slug}";
}

internal sealed record BitbucketOrigin(long? Id);

internal sealed record BitbucketPullRequest(
    int? Id, string? Title, string? State, BitbucketRef? FromRef, BitbucketRef? ToRef, BitbucketLinks? Links);

internal sealed record BitbucketRef(BitbucketRepository? Repository);

internal sealed record BitbucketBranch(string? DisplayId);
