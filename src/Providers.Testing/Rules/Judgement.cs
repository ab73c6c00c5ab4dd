using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Providers.Abstractions;
using Providers.Testing.Calls;
using Providers.Testing.Platforms;
using Providers.Testing.Recordings;

namespace Providers.Testing.Rules;

/// <summary>Holds what came out of a recorded scenario against what its recording expects.</summary>
internal sealed class Judgement(KnownScenario known, Scenario scenario, CallOutcome outcome, IScmProvider provider)
{
    private static readonly JsonSerializerOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private string Title => $"Scenario «{scenario.Name}» ({known.Meaning})";

    public static ContractBrokenException ScenarioMissing(string origin, KnownScenario known)
        => ContractBrokenException.Because(
            $"{origin} has the scenario «{known.Name}»: {known.Meaning}.",
            "it is not there",
            known.MayBeAbsent
                ? $"record the answers, or write \"{known.Name}\": {{ \"absent\": \"why this platform has no such case\" }}."
                : "record the answers that the platform gives then.");

    public void Judge(RecordedPlatform platform, LentHandler handler, Placeholders placeholders)
    {
        RefuseUnexpected(platform);
        var expected = scenario.Expect is null ? null : JsonNode.Parse(placeholders.Fill(scenario.Expect.ToJsonString(Plain)));
        if (expected is JsonObject wanted && wanted.ContainsKey("failure"))
        {
            JudgeFailure(Enum.Parse<ScmFailureReason>(wanted["failure"]!.GetValue<string>()), wanted);
        }
        else if (known.Failure is { } reason && !IsScopeToldInTheAccount(expected))
        {
            JudgeFailure(reason, expected as JsonObject ?? []);
        }
        else
        {
            JudgeValue(expected);
        }

        RefuseUnused(platform, handler);
    }

    /// <summary>A platform that tells scopes gives the account, and the gateway compares.</summary>
    private bool IsScopeToldInTheAccount(JsonNode? expected)
    {
        if (known.Name != ScenarioCatalog.ScopeMissing || expected is not JsonObject || !outcome.IsSuccess)
        {
            return false;
        }

        var told = outcome.Value!["scopes"]?.AsArray().Select(scope => scope!.GetValue<string>()).ToList();
        if (told is null || provider.RequiredScopes.All(told.Contains))
        {
            throw ContractBrokenException.Because(
                $"{Title}: the gateway sees that a scope is missing, by Scopes of the account or by the failure ScopeMissing.",
                $"Scopes are {(told is null ? "null" : string.Join(", ", told))}, and RequiredScopes {string.Join(", ", provider.RequiredScopes)}",
                "say in RequiredScopes what the token needs, and give in Scopes what the platform tells.");
        }

        return true;
    }

    private void JudgeFailure(ScmFailureReason reason, JsonObject wanted)
    {
        if (outcome.Failure?.Reason != reason)
        {
            throw ContractBrokenException.Because(
                $"{Title}: the provider answers with the failure {reason}.", outcome.ToString(), Advice.For(reason), outcome.Exception);
        }

        if (wanted["missingScopes"] is JsonArray scopes
            && !scopes.Select(scope => scope!.GetValue<string>()).Order().SequenceEqual(outcome.Failure.MissingScopes.Order()))
        {
            throw ContractBrokenException.Because(
                $"{Title}: the missing scopes are named: {scopes.ToJsonString()}.", outcome.ToString(), "use ScmFailure.ScopeMissing(\"name\").");
        }

        // A few seconds of grace: a wait may be told as a moment, and time goes on.
        if (wanted["retryAfterSeconds"] is { } seconds
            && (outcome.Failure.RetryAfter is not { } wait || Math.Abs(wait.TotalSeconds - seconds.GetValue<double>()) > 5))
        {
            throw ContractBrokenException.Because(
                $"{Title}: the wait that the platform tells is passed on: {seconds} s.", outcome.ToString(), Advice.For(ScmFailureReason.RateLimited));
        }
    }

    private void JudgeValue(JsonNode? expected)
    {
        if (!outcome.IsSuccess)
        {
            throw ContractBrokenException.Because(
                $"{Title}: the provider answers with a value.", outcome.ToString(), Advice.For(outcome.Exception), outcome.Exception);
        }

        if (known.IsEmpty && !outcome.IsEmptyList)
        {
            throw ContractBrokenException.Because($"{Title}: the list is empty.", outcome.ToString(), "return nothing that was not asked for.");
        }

        List<string> faults = [.. outcome.Faults, .. expected is null ? [] : Expectation.Differences(expected, outcome.Value)];
        if (faults.Count > 0)
        {
            throw ContractBrokenException.Because(
                $"{Title}: what comes out is what the recording expects, in the form that the contract promises.",
                string.Join("; ", faults),
                "map the platform's fields to the contract's; a text that is empty or no http(s) address becomes null where null is allowed.");
        }
    }

    private void RefuseUnexpected(RecordedPlatform platform)
    {
        if (platform.Unexpected is [var first, ..])
        {
            throw ContractBrokenException.Because(
                $"{Title}: the provider asks what was recorded.",
                platform.Describe(first),
                "if the request is right, record its answer; if not, build the address with ScmInstance.Append and Uri.EscapeDataString.");
        }
    }

    private void RefuseUnused(RecordedPlatform platform, LentHandler handler)
    {
        if (platform.Unused is { Count: > 0 } unused)
        {
            throw ContractBrokenException.Because(
                $"{Title}: the provider asks everything that was recorded, through the lent handler.",
                $"not asked: {string.Join("; ", unused)}; asked: {string.Join("; ", handler.Requests)}",
                "ask for it (is a further page left out?), or mark the answer \"optional\": true when a provider may do without.");
        }
    }
}
