using Providers.Abstractions;

namespace Gateway.ScmIntegrations;

/// <summary>The <c>{id}</c> of an address: an integration's UUID, or the type of which the caller has one.</summary>
internal readonly struct IntegrationReference
{
    private IntegrationReference(Guid? id, ScmType? type)
    {
        Id = id;
        Type = type;
    }

    public Guid? Id { get; }

    public ScmType? Type { get; }

    /// <summary>False for what can be neither; it is answered like an unknown id.</summary>
    public static bool TryParse(string text, out IntegrationReference reference)
    {
        reference = Guid.TryParseExact(text, "D", out var id)
            ? new IntegrationReference(id, null)
            : ScmType.TryParse(text, out var type) ? new IntegrationReference(null, type) : default;
        return reference.Id is not null || reference.Type is not null;
    }
}
