using Gateway.ScmIntegrations;
using Gateway.Storage.Protection;

namespace Gateway.Storage.Maintenance;

/// <summary>Counts the integrations whose tokens the key ring cannot unseal.</summary>
internal sealed class SealedCheck(ITokenProtector protector)
{
    public long Unreadable { get; private set; }

    public void Look(ScmIntegration integration)
    {
        if (!CanUnseal(integration, integration.AccessToken, nameof(ScmIntegration.AccessToken))
            || !CanUnseal(integration, integration.RefreshToken, nameof(ScmIntegration.RefreshToken)))
        {
            Unreadable++;
        }
    }

    private bool CanUnseal(ScmIntegration integration, Secret? text, string field)
        => text is null || protector.TryUnseal(text, TokenBinding.Of(integration, field), out _, out _);
}
