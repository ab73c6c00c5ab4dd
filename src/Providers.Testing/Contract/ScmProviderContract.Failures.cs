using System.Net.Sockets;
using Providers.Abstractions;
using Providers.Testing.Calls;
using Providers.Testing.Platforms;
using Providers.Testing.Recordings;
using Providers.Testing.Rules;
using Xunit;

namespace Providers.Testing;

public abstract partial class ScmProviderContract
{
    private static readonly RecordedAnswer[] Failing =
    [
        .. from status in new[] { 500, 502, 503, 504 }
           from answer in new[]
           {
               Answers.Html(status), Answers.Json(status, "{\"message\":\"out of order\"}"), Answers.Of(status, "", null),
           }
           select answer,
    ];

    /// <summary>What the platform says of a token that it does not know is <c>TokenRejected</c> in every call.</summary>
    [Theory]
    [EveryCall]
    public async Task Rejected_Token_Is_Told_By_Every_Call(string call)
    {
        if (Claimed(call) is { } claimed && Recorded(ScenarioCatalog.TokenRejected) is { } scenario)
        {
            await MustFailAsync(
                claimed, Always(scenario.Answers[^1]), "the platform knows no such token (answered as recorded in «token-rejected»)",
                ScmFailureReason.TokenRejected);
        }
    }

    /// <summary>429 is <c>RateLimited</c> in every call, with the wait that <c>Retry-After</c> tells.</summary>
    [Theory]
    [EveryCall]
    public async Task Rate_Limit_Is_Told_By_Every_Call(string call)
    {
        if (Claimed(call) is not { } claimed)
        {
            return;
        }

        await MustFailAsync(claimed, Always(Answers.Of(429, "", null)), "429 without Retry-After", ScmFailureReason.RateLimited);
        await MustFailAsync(
            claimed, Always(Answers.Of(429, "{}", MediaTypes.Json, new KeyValuePair<string, string>("Retry-After", "{http-date:+60}"))),
            "429 with a date in Retry-After", ScmFailureReason.RateLimited);
        var limited = await MustFailAsync(
            claimed, Always(Answers.Of(429, "{}", MediaTypes.Json, new KeyValuePair<string, string>("Retry-After", "17"))),
            "429 with Retry-After: 17", ScmFailureReason.RateLimited);
        if (limited.Failure!.RetryAfter != TimeSpan.FromSeconds(17))
        {
            throw ContractBrokenException.Because(
                $"{call}: the wait of Retry-After: 17 is passed on.", limited.ToString(), Advice.For(ScmFailureReason.RateLimited));
        }
    }

    /// <summary>Any 5xx, with any body, is <c>PlatformFailed</c> in every call.</summary>
    [Theory]
    [EveryCall]
    public async Task Platform_Failure_Is_Told_By_Every_Call(string call)
    {
        if (Claimed(call) is not { } claimed)
        {
            return;
        }

        foreach (var answer in Failing)
        {
            await MustFailAsync(
                claimed, Always(answer), $"{answer.Status} with {answer.MediaType ?? "no body"}", ScmFailureReason.PlatformFailed);
        }
    }

    /// <summary>A web page, good or 404, is not this platform's answer.</summary>
    [Theory]
    [EveryCall]
    public async Task Web_Page_Is_Not_Taken_For_The_Platform(string call)
    {
        if (Claimed(call) is not { } claimed)
        {
            return;
        }

        await MustFailAsync(
            claimed, Always(Answers.Html(200)), "200 with a web page",
            claimed == ProviderCall.Account
                ? [ScmFailureReason.NotThisPlatform]
                : [ScmFailureReason.NotThisPlatform, ScmFailureReason.PlatformFailed]);
        if (claimed == ProviderCall.Account)
        {
            await MustFailAsync(claimed, Always(Answers.Html(404)), "404 with a web page", ScmFailureReason.NotThisPlatform);
        }
    }

    /// <summary>JSON that says something else is <c>NotThisPlatform</c> for an account, and never an exception.</summary>
    [Theory]
    [EveryCall]
    public async Task Other_Json_Is_Not_Taken_For_The_Platform(string call)
    {
        if (Claimed(call) is not { } claimed)
        {
            return;
        }

        string[] whole = ["null", "42", "\"text\"", "true", "[]", "{}", "[null]", "[42]", "[[]]", "{\"id\":null}", "{\"values\":null}"];
        string[] broken = ["", "{", "{\"id\":1", "{} {}", "\u0000", new('[', 20_000), "{\"a\":\"\ud7ff\\ud800\"}"];
        foreach (var body in whole.Concat(broken))
        {
            var (outcome, _) = await RunAsync(claimed, Always(Answers.Json(200, body)));
            var shown = $"200 with the JSON {(body.Length > 40 ? $"{body[..40]}…" : body)}";
            RefuseException(claimed, shown, outcome);
            if (claimed == ProviderCall.Account
                && outcome.Failure?.Reason is not ScmFailureReason.NotThisPlatform
                && !(broken.Contains(body) && outcome.Failure?.Reason is ScmFailureReason.PlatformFailed))
            {
                throw ContractBrokenException.Because(
                    $"account: {shown} is not what this platform answers.", outcome.ToString(), Advice.For(ScmFailureReason.NotThisPlatform));
            }
        }
    }

    /// <summary>Other platforms, which have other paths and other fields, are <c>NotThisPlatform</c>.</summary>
    [Fact]
    public async Task Other_Platforms_Are_Not_Taken_For_This_One()
    {
        foreach (var other in OtherPlatform.All)
        {
            var (outcome, handler) = await RunAsync(ProviderCall.Account, new FixedPlatform(other.Answer, PlaceholdersFor(Instance)));
            var isThisOne = handler.Requests.Any(request => other.Answer(request).Status == 200);
            if (!isThisOne && outcome.Failure?.Reason != ScmFailureReason.NotThisPlatform)
            {
                throw ContractBrokenException.Because(
                    $"A {other.Name} at the address is not taken for {Provider.PlatformName}.",
                    $"{outcome}, after {handler.Requests.Select(request => $"{request} → {other.Answer(request).Status}").FirstOrDefault()}",
                    Advice.For(ScmFailureReason.NotThisPlatform));
            }
        }
    }

    /// <summary>What the lent handler throws is let through, or becomes <c>InstanceUnreachable</c> or <c>PlatformFailed</c>.</summary>
    [Theory]
    [EveryCall]
    public async Task Unreachable_Instance_Is_Told_By_Every_Call(string call)
    {
        if (Claimed(call) is not { } claimed)
        {
            return;
        }

        Func<Exception>[] failures =
        [
            () => new HttpRequestException(HttpRequestError.NameResolutionError, "The name does not resolve."),
            () => new HttpRequestException(HttpRequestError.ConnectionError, "Refused.", new SocketException((int)SocketError.ConnectionRefused)),
            () => new HttpRequestException(HttpRequestError.SecureConnectionError, "The certificate is not trusted."),
            () => new IOException("The connection was closed in the middle of the answer."),
        ];
        foreach (var failure in failures)
        {
            await MustGiveUpAsync(claimed, new BrokenPlatform(failure), $"the lent handler throws «{failure().Message}»");
        }
    }

    /// <summary>An answer without end, or larger than 1 MiB, is given up.</summary>
    [Theory]
    [EveryCall]
    public async Task Oversized_Answer_Is_Given_Up_By_Every_Call(string call)
    {
        if (Claimed(call) is { } claimed)
        {
            await MustGiveUpAsync(
                claimed, Always(Answers.Json(200, $"[{new string(' ', 1024 * 1024)}]")), "an answer larger than 1 MiB, for which the lent handler throws");
        }
    }

    private async Task<CallOutcome> MustFailAsync(ProviderCall call, IPlatform platform, string situation, params ScmFailureReason[] reasons)
    {
        var (outcome, _) = await RunAsync(call, platform);
        return outcome.Failure is { } failure && reasons.Contains(failure.Reason)
            ? outcome
            : throw ContractBrokenException.Because(
                $"{call}: for {situation} the provider answers with the failure {string.Join(" or ", reasons)}.",
                outcome.ToString(),
                outcome.Exception is null ? Advice.For(reasons[0]) : Advice.For(outcome.Exception),
                outcome.Exception);
    }

    private async Task MustGiveUpAsync(ProviderCall call, IPlatform platform, string situation)
    {
        var (outcome, _) = await RunAsync(call, platform);
        var isGivenUp = outcome.Exception is HttpRequestException or IOException
            || outcome.Failure?.Reason is ScmFailureReason.InstanceUnreachable or ScmFailureReason.PlatformFailed;
        if (!isGivenUp)
        {
            throw ContractBrokenException.Because(
                $"{call}: {situation}; the exception is let through, or becomes InstanceUnreachable or PlatformFailed.",
                outcome.ToString(), Advice.For(ScmFailureReason.InstanceUnreachable), outcome.Exception);
        }
    }

    private static void RefuseException(ProviderCall call, string situation, CallOutcome outcome)
    {
        if (outcome.Exception is { } exception and not CallDeadlineException)
        {
            throw ContractBrokenException.Because(
                $"{call}: for {situation} the provider throws nothing.", outcome.ToString(), Advice.For(exception), exception);
        }
    }
}
