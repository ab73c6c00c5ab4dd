using System.Text.Json.Nodes;
using Providers.Abstractions;
using Providers.Abstractions.Capabilities;

namespace Providers.Testing.Calls;

/// <summary>Values in the words of a recording's «expect»: the contract's names in camel case.</summary>
internal static class Projection
{
    public static JsonNode Of(ScmAccount account) => new JsonObject
    {
        ["uid"] = account.Uid,
        ["username"] = account.Username,
        ["avatarUrl"] = account.AvatarUrl,
        ["email"] = account.Email,
        ["profileUrl"] = account.ProfileUrl,
        ["scopes"] = account.Scopes is null ? null : new JsonArray([.. account.Scopes.Select(scope => JsonValue.Create(scope))]),
        ["expiresAt"] = account.ExpiresAt?.UtcDateTime.ToString("O"),
    };

    public static JsonNode Of(ScmPublicKey key) => new JsonObject { ["title"] = key.Title, ["content"] = key.Content };

    public static JsonNode Of(ScmRepository repository) => new JsonObject
    {
        ["id"] = repository.Id,
        ["name"] = repository.Name,
        ["fullName"] = repository.FullName,
        ["description"] = repository.Description,
        ["url"] = repository.Url,
    };

    public static JsonNode Of(ScmPullRequest request) => new JsonObject
    {
        ["id"] = request.Id,
        ["number"] = request.Number,
        ["title"] = request.Title,
        ["htmlUrl"] = request.HtmlUrl,
        ["sourceRepositoryName"] = request.SourceRepositoryName,
        ["sourceRepositoryUrl"] = request.SourceRepositoryUrl,
    };

    public static JsonNode Of(ScmOrganization organization) => new JsonObject
    {
        ["id"] = organization.Id,
        ["login"] = organization.Login,
        ["avatarUrl"] = organization.AvatarUrl,
        ["description"] = organization.Description,
        ["url"] = organization.Url,
    };

    public static JsonNode OfList<T>(IEnumerable<T> items, Func<T, JsonNode?> item) => new JsonArray([.. items.Select(item)]);
}
