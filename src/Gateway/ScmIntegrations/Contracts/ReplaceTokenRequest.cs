using System.Text.Json;

namespace Gateway.ScmIntegrations.Contracts;

/// <summary>What a PATCH asks for, as it came: null where the member is missing or not a text.</summary>
internal sealed record ReplaceTokenRequest(Secret? AccessToken)
{
    public static ReplaceTokenRequest From(JsonElement body) => new(body.GetSecret(Fields.AccessToken));
}
