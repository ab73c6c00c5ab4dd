using System.Text.Json;

namespace Gateway.ScmIntegrations.Contracts;

/// <summary><c>{"keys":[…]}</c>: each as the upstream answered when it was added.</summary>
internal sealed record KeyListEnvelope(IReadOnlyList<JsonElement> Keys);
