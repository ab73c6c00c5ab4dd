using System.Text.Json.Serialization;

namespace Providers.Gitea;

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(GiteaUser))]
[JsonSerializable(typeof(GiteaKey[]))]
[JsonSerializable(typeof(GiteaRepositories))]
[JsonSerializable(typeof(GiteaBranch[]))]
[JsonSerializable(typeof(GiteaIssue[]))]
[JsonSerializable(typeof(GiteaPullRequest[]))]
[JsonSerializable(typeof(GiteaOrganization[]))]
internal sealed partial class GiteaJson : JsonSerializerContext;

internal sealed record GiteaUser(long? Id, string? Login, string? Email, string? AvatarUrl, string? HtmlUrl)
{
    public static readonly GiteaUser Nobody = new(null, null, null, null, null);
}

internal sealed record GiteaKey(long? Id, string? Title, string? Key);

internal sealed record GiteaRepositories(GiteaRepository?[]? Data);

internal sealed record GiteaRepository(long? Id, string? Name, string? FullName, string? Description, string? HtmlUrl, bool? Fork);

internal sealed record GiteaBranch(string? Name);

internal sealed record GiteaIssue(int? Number, GiteaRepository? Repository);

internal sealed record GiteaPullRequest(
    long? Id = null, int? Number = null, string? Title = null, string? HtmlUrl = null, GiteaHead? Head = null);

internal sealed record GiteaHead(GiteaRepository? Repo);

internal sealed record GiteaOrganization(long? Id, string? Name, string? Username, string? AvatarUrl, string? Description);
