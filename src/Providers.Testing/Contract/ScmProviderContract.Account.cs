using Providers.Testing.Rules;
using Xunit;

namespace Providers.Testing;

public abstract partial class ScmProviderContract
{
    /// <summary>A good token: the account comes out as the recording expects it.</summary>
    [Fact]
    public Task Account_Is_Told_When_The_Token_Is_Good() => RunScenarioAsync(ScenarioCatalog.Account);

    /// <summary>Null and missing fields become null, and never an exception or an empty text.</summary>
    [Fact]
    public Task Account_Is_Told_When_Optional_Fields_Are_Null() => RunScenarioAsync(ScenarioCatalog.AccountNulls);

    /// <summary>A token that the platform does not know is <c>TokenRejected</c>.</summary>
    [Fact]
    public Task Rejected_Token_Is_Told() => RunScenarioAsync(ScenarioCatalog.TokenRejected);

    /// <summary>An expired token is <c>TokenRejected</c>.</summary>
    [Fact]
    public Task Expired_Token_Is_Told() => RunScenarioAsync(ScenarioCatalog.TokenExpired);

    /// <summary>A good token that lacks a scope: by <c>ScopeMissing</c>, or by the account's scopes.</summary>
    [Fact]
    public Task Missing_Scope_Is_Told() => RunScenarioAsync(ScenarioCatalog.ScopeMissing);

    /// <summary>The platform's own way to refuse further calls is <c>RateLimited</c>, with the wait that it tells.</summary>
    [Fact]
    public Task Rate_Limit_Is_Told_As_The_Platform_Says_It() => RunScenarioAsync(ScenarioCatalog.RateLimited);

    /// <summary>Ids above 2^53 come out digit by digit, from every call.</summary>
    [Theory]
    [EveryCall]
    public async Task Ids_Beyond_2_To_The_53_Are_Exact(string call)
    {
        if (Claimed(call) is not null && Recorded(call) is { } scenario && LargeIds.In(scenario) is { } large)
        {
            try
            {
                await RunScenarioAsync(large, Instance);
            }
            catch (ContractBrokenException e)
            {
                throw ContractBrokenException.Because(
                    $"Ids are exact: {call} is asked with the id {LargeIds.Large} (2^53 + 1) in place of the recorded one.",
                    e.Message,
                    "read ids as long, never as int or double; give the uid as text.",
                    e);
            }
        }
    }

    /// <summary>
    /// The recorded answers with one field null, gone, empty or of another kind, one after the other: what comes out is a value that keeps
    /// the contract, or a failure; never an exception.
    /// </summary>
    [Theory]
    [EveryCall]
    public async Task Odd_Fields_Never_Break_A_Call(string call)
    {
        if (Claimed(call) is not { } claimed || Recorded(call) is not { } scenario)
        {
            return;
        }

        foreach (var (oddity, odd) in Oddities.Of(scenario))
        {
            var platform = new Platforms.RecordedPlatform(odd.Answers, GetApiRoot(Instance), PlaceholdersFor(Instance))
            {
                Otherwise = Platforms.Answers.Json(404, "{}"),
            };
            var (outcome, _) = await RunAsync(claimed, platform, odd.Input);
            if (outcome.Exception is not null and not Platforms.CallDeadlineException)
            {
                throw ContractBrokenException.Because(
                    $"{call}: an odd field of the platform's answer never is an exception. Here: {oddity}.",
                    outcome.ToString(), Advice.For(outcome.Exception), outcome.Exception);
            }

            if (outcome.Faults.Count > 0)
            {
                throw ContractBrokenException.Because(
                    $"{call}: what comes out keeps the contract, whatever the platform sends. Here: {oddity}.",
                    string.Join("; ", outcome.Faults),
                    "give null for an optional text that is empty or no http(s) address, leave an item out or return NotThisPlatform when a needed field is missing.");
            }
        }
    }
}
