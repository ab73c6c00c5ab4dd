using System.Text.Json.Serialization;
using Providers.Abstractions.Capabilities;

namespace Gateway.ScmIntegrations.Contracts;

/// <summary>An organisation, named as the JS client reads it.</summary>
internal sealed record OrganizationResponse(
    long Id, string Login, [property: JsonPropertyName("avatarUrl")] string AvatarUrl, string Description, string Url)
{
    public static OrganizationResponse From(ScmOrganization organization) => new(
        organization.Id, organization.Login, organization.AvatarUrl ?? "", organization.Description ?? "", organization.Url);
}

/// <summary><c>{"organizations":[…],"meta":{"pagination":{…}}}</c>.</summary>
internal sealed record OrganizationListEnvelope(IReadOnlyList<OrganizationResponse> Organizations, PageMetaResponse Meta);
