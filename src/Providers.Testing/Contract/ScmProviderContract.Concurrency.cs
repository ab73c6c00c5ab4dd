using Providers.Testing.Calls;
using Providers.Testing.Platforms;
using Providers.Testing.Rules;
using Xunit;

namespace Providers.Testing;

public abstract partial class ScmProviderContract
{
    private const int Callers = 16;

    /// <summary>Calls at the same time with different tokens, on one provider object: each gets the account of its own token.</summary>
    [Fact]
    public async Task Parallel_Calls_Do_Not_Mix()
    {
        if (Recorded(ScenarioCatalog.Account) is not { } scenario || scenario.Expect?["username"]?.GetValue<string>() is not { } username)
        {
            return;
        }

        var platforms = Enumerable.Range(0, Callers)
            .Select(i => Recorded(Renaming.Rename(scenario, username, $"{username}{i}"), Instance))
            .ToList();
        using var gathering = new GatheringPlatform(Callers, request => platforms[CallerOf(request)]);
        var calls = await Task.WhenAll(Enumerable.Range(0, Callers)
            .Select(i => Task.Run(() => RunAsync(ProviderCall.Account, gathering, scenario.Input, token: TokenOf(i)))));
        for (var i = 0; i < Callers; i++)
        {
            var (outcome, handler) = calls[i];
            var told = outcome.Value?["username"]?.GetValue<string>();
            if (told != $"{username}{i}" || handler.Requests.Any(request => CallerOf(request) != i))
            {
                throw ContractBrokenException.Because(
                    $"{Callers} calls at once on one provider: each asks with its own token, and gets its own account ({username}{i}).",
                    told is null ? outcome.ToString() : $"{told}, after {string.Join("; ", handler.Requests.Select(r => $"{r} with the token of call {CallerOf(r)}"))}",
                    "keep nothing of a call in a field of the provider: no connection, no token, no HttpClient, no default headers.",
                    outcome.Exception);
            }
        }
    }

    private static string TokenOf(int caller) => $"{TokenText}-{caller:00}-";

    private static int CallerOf(SeenRequest request)
        => Enumerable.Range(0, Callers).FirstOrDefault(i => request.Shows(TokenOf(i)), -1) is var caller and >= 0
            ? caller
            : throw new ContractBrokenException($"{request} carries the token of no call.");
}
