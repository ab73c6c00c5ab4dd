using System.Globalization;
using System.Text.Json;
using Gateway.Plugins;
using Providers.Abstractions;

namespace Gateway.ScmIntegrations.Adoption;

/// <summary>Reads an integration as the upstream shows it.</summary>
internal sealed partial class UpstreamIntegrationReader(
    IProviderCatalog providers, TimeProvider time, ILogger<UpstreamIntegrationReader> logger)
{
    /// <summary>Null when it is no integration that can be kept; the reason is logged.</summary>
    public ScmIntegration? Read(JsonElement item, string ownerId)
    {
        if (item.ValueKind != JsonValueKind.Object
            || !Guid.TryParseExact(item.GetText("id"), "D", out var id)
            || !ScmType.TryParse(item.GetText("scm_type"), out var type)
            || FindInstance(item, type) is not { } instance)
        {
            Log.Unreadable(logger, ownerId);
            return null;
        }

        var token = ScmAccessToken.TryParse(item.GetText("access_token"), out var shown) ? new Secret(shown.Reveal()) : null;
        return new ScmIntegration
        {
            Id = id,
            OwnerId = ownerId,
            Type = type,
            Instance = instance,
            CreatedAt = ReadTime(item),
            Uid = item.GetTextOrNumber("uid") ?? "",
            Username = item.GetText("username") ?? "",
            AvatarUrl = item.GetText("avatar_url") ?? "",
            Email = item.GetText("email") ?? "",
            ProfileUrl = item.GetText("profile_url") ?? "",
            AccessToken = token,
            Status = IntegrationStatus.Unknown,
        };
    }

    private ScmInstance? FindInstance(JsonElement item, ScmType type)
        => providers.Find(type)?.FixedInstance
            ?? (ScmInstance.TryParse(item.GetText("url"), out var instance) ? instance : null);

    private DateTimeOffset ReadTime(JsonElement item)
        => (DateTimeOffset.TryParse(
                item.GetText("created_at"), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var created)
            ? created
            : time.GetUtcNow()).TruncateToMilliseconds();

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "An integration that the upstream shows for owner {OwnerId} cannot be read and is left out.")]
        public static partial void Unreadable(ILogger logger, string ownerId);
    }
}
