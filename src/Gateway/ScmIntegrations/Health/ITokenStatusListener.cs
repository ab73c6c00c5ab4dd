namespace Gateway.ScmIntegrations.Health;

/// <summary>Is told when a platform has changed its mind about a token. Must not block and must not throw.</summary>
internal interface ITokenStatusListener
{
    void StatusChanged(IntegrationStatus before, ScmIntegration integration);
}
