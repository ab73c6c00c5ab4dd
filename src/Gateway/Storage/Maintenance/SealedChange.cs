using Gateway.ScmIntegrations;

namespace Gateway.Storage.Maintenance;

/// <summary>The same texts, sealed anew.</summary>
internal sealed record SealedChange(ScmIntegration Before, Secret? AccessToken, Secret? RefreshToken);
