using Gateway.Errors;
using Gateway.Plugins;
using Gateway.ScmIntegrations;
using Gateway.ScmIntegrations.Calls;
using Providers.Abstractions;

namespace Gateway.Tests.ScmIntegrations.Calls;

/// <summary>What a caller is told when a platform does not answer.</summary>
public sealed class CallRefusalsTests
{
    private static readonly ProviderDescription Forge = new()
    {
        Type = ScmType.Parse("forge"),
        PlatformName = "Forge",
        DisplayName = "Forge",
        Capabilities = new HashSet<Type>(),
        PluginName = "Forge",
    };

    [Fact]
    public void A_Refused_Token_Is_403_With_What_To_Do()
    {
        AssertTold(Refusal.Forbidden("Forge refuses the integration's token: replace it", ErrorCodes.TokenRefused), ScmFailure.TokenRejected());
        AssertTold(Refusal.Forbidden("the integration's token lacks a scope that Forge asks for: replace it", ErrorCodes.ScopeMissing), ScmFailure.ScopeMissing("api"));
    }

    [Fact]
    public void A_Platform_That_Is_Away_Is_503_With_When_To_Come_Again()
    {
        AssertTold(
            Refusal.Unavailable("Forge answers no more calls for now: try again later", TimeSpan.FromSeconds(7)), ScmFailure.RateLimited(TimeSpan.FromSeconds(7)));
        AssertTold(Refusal.Unavailable("Forge cannot answer now: try again later"), ScmFailure.PlatformFailed("status 502"));
        AssertTold(Refusal.Unavailable("Forge cannot answer now: try again later"), ScmFailure.InstanceUnreachable());
        AssertTold(Refusal.Unavailable("Forge cannot answer now: try again later"), ScmFailure.NotThisPlatform());
    }

    private static void AssertTold(Refusal expected, ScmFailure failure) => Assert.Equal($"{expected}", $"{CallRefusals.From(failure, Forge)}");
}
