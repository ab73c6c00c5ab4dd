using Gateway.Plugins;
using Gateway.Plugins.Invocation;
using Providers.Abstractions;

namespace Plugins.Tests;

/// <summary>What is counted of calls, and what counts as a failure.</summary>
public sealed class CallOutcomeTests
{
    [Fact]
    public void Each_Outcome_Has_A_Name_And_Some_Are_Failures()
    {
        AssertOutcome("success", false, new ScmAccount { Uid = "8", Username = "mona" });
        AssertOutcome("token_rejected", false, ScmFailure.TokenRejected());
        AssertOutcome("scope_missing", false, ScmFailure.ScopeMissing("repo"));
        AssertOutcome("not_this_platform", false, ScmFailure.NotThisPlatform());
        AssertOutcome("instance_unreachable", true, ScmFailure.InstanceUnreachable());
        AssertOutcome("rate_limited", true, ScmFailure.RateLimited());
        AssertOutcome("platform_failed", true, ScmFailure.PlatformFailed());
    }

    [Fact]
    public void The_Calls_Of_A_Plugin_Are_Summed_Up()
    {
        var usage = new PluginUsage();
        Assert.Equal((0, 0, null), (usage.Calls, usage.Failures, usage.MeanLatency));

        usage.Record(TimeSpan.FromSeconds(1), isFailure: true);
        usage.Record(TimeSpan.FromSeconds(2), isFailure: false);
        usage.Record(TimeSpan.FromSeconds(6), isFailure: true);
        Assert.Equal((3, 2, TimeSpan.FromSeconds(3)), (usage.Calls, usage.Failures, usage.MeanLatency));
    }

    private static void AssertOutcome(string name, bool isFailure, ScmResult<ScmAccount> result)
    {
        var outcome = CallOutcome<ScmAccount>.Of(result);
        Assert.Equal((name, isFailure, false), (outcome.Name, outcome.IsFailure, outcome.IsFault));
        Assert.Same(result, outcome.Result);
    }
}
