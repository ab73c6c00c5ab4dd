using System.Text.Json;

namespace Gateway.ScmIntegrations.Contracts;

/// <summary>What a create asks for, as it came: null where a member is missing or not a text. Nothing else is read.</summary>
internal sealed record CreateScmIntegrationRequest(string? ScmType, string? Url, Secret? AccessToken)
{
    public static CreateScmIntegrationRequest From(JsonElement body)
        => new(body.GetText(Fields.ScmType), body.GetText(Fields.Url), body.GetSecret(Fields.AccessToken));
}
