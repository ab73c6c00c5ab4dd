using System.Text.Json.Serialization;

namespace Gateway.ScmIntegrations.Health;

/// <summary>What the webhook is told. No token, no mail address.</summary>
internal sealed record StatusChange(
    string Event, string Id, string ScmType, string Url, string OwnerId, string Uid, string PreviousStatus, string Status, DateTimeOffset ChangedAt)
{
    public static StatusChange From(IntegrationStatus before, ScmIntegration integration, DateTimeOffset now) => new(
        "scm_integration.status_changed",
        integration.Id.ToString("D"),
        integration.Type.Value,
        integration.Instance.Url,
        integration.OwnerId,
        integration.Uid,
        before.ToWireName(),
        integration.Status.ToWireName(),
        now);
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(StatusChange))]
internal sealed partial class StatusChangeJsonContext : JsonSerializerContext;
