using System.Text.Json.Nodes;
using Providers.Abstractions;

namespace Providers.Testing.Calls;

/// <summary>What came out of a call: a value in the words of the recording, a failure, or an exception.</summary>
internal sealed record CallOutcome
{
    public JsonNode? Value { get; init; }

    /// <summary>What the value holds that the contract does not allow.</summary>
    public IReadOnlyList<string> Faults { get; init; } = [];

    public ScmFailure? Failure { get; init; }

    public Exception? Exception { get; init; }

    public bool IsSuccess => Value is not null;

    public bool IsEmptyList => (Value is JsonObject page ? page["items"] : Value) is JsonArray { Count: 0 };

    public override string ToString()
        => Exception is not null ? $"{Exception.GetType().Name}: {Exception.Message}"
        : Failure is not null ? $"the failure {Failure.Reason}{Waiting(Failure)}{Lacking(Failure)}"
        : $"the value {Value!.ToJsonString()}";

    private static string Waiting(ScmFailure failure) => failure.RetryAfter is { } wait ? $" with a wait of {wait.TotalSeconds:0} s" : "";

    private static string Lacking(ScmFailure failure) => failure.MissingScopes is { Count: > 0 } scopes ? $" of {string.Join(", ", scopes)}" : "";
}
