using Providers.Abstractions;
using Providers.Testing.Calls;

namespace Providers.Testing.Rules;

/// <summary>A case that recordings give answers for.</summary>
internal sealed record KnownScenario(string Name, ProviderCall Call, string Meaning)
{
    /// <summary>A recording may say why the platform has no such case, instead of giving answers.</summary>
    public bool MayBeAbsent { get; init; }

    /// <summary>What must come out when the recording does not say more; null for a value.</summary>
    public ScmFailureReason? Failure { get; init; }

    /// <summary>An empty list must come out.</summary>
    public bool IsEmpty { get; init; }

    /// <summary>What its «input» must give; null when it needs none.</summary>
    public string? NeededInput { get; init; }
}
