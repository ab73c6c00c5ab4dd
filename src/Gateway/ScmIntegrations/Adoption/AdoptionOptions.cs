namespace Gateway.ScmIntegrations.Adoption;

/// <summary><c>Gateway:Adopt</c>.</summary>
internal sealed class AdoptionOptions
{
    public const string Key = "Gateway:Adopt";

    /// <summary>Whether integrations that the upstream already has are taken over under the same ids.</summary>
    public bool Adopt { get; set; }
}
