using System.Text.Json;
using Providers.Testing.Platforms;
using Providers.Testing.Recordings;
using Xunit;

namespace Providers.Testing;

public abstract partial class ScmProviderContract
{
    private const string Canary = "canary-of-the-answer-81c4";

    /// <summary>The token travels in a header, and never in an address or a body, which others log.</summary>
    [Theory]
    [EveryCall]
    public async Task Token_Travels_In_A_Header_Only(string call)
    {
        if (Claimed(call) is not { } claimed || Recorded(call) is not { } scenario)
        {
            return;
        }

        var platform = new FixedOrRecorded(Recorded(scenario, Instance));
        var (_, handler) = await RunAsync(claimed, platform, scenario.Input);
        var leak = handler.Requests.FirstOrDefault(request =>
            HoldsToken(request.Uri.OriginalString) || HoldsToken(Uri.UnescapeDataString(request.Uri.OriginalString)) || HoldsToken(request.Body));
        if (leak is not null || !handler.Requests.Any(request => request.Shows(TokenText)))
        {
            throw ContractBrokenException.Because(
                $"{call}: the token travels in a header (Authorization, mostly), and nowhere else.",
                leak is null ? "no header of any request carries it" : $"{leak.Method} {leak.Uri.AbsolutePath} carries it in its address or body",
                "set it on each request: request.Headers.Authorization = new(\"Bearer\", connection.Token.Reveal()).");
        }
    }

    /// <summary>
    /// Whatever a platform echoes, neither the token nor its answer is in a failure's detail, an exception or a log line: only the status is.
    /// </summary>
    [Theory]
    [EveryCall]
    public async Task Token_And_Answer_Stay_Out_Of_Failures_And_Logs(string call)
    {
        if (Claimed(call) is not { } claimed)
        {
            return;
        }

        var echo = JsonSerializer.Serialize($"{Canary} {TokenText}");
        foreach (var status in new[] { 200, 302, 400, 401, 403, 404, 422, 429, 500, 503 })
        {
            foreach (var body in new[] { $"{{\"message\":{echo},\"error\":{echo},\"errors\":[{{\"message\":{echo}}}]}}", $"<p>{Canary} {TokenText}" })
            {
                var mediaType = body.StartsWith('<') ? MediaTypes.Html : MediaTypes.Json;
                var location = new KeyValuePair<string, string>("X-Echo", $"{Canary} {TokenText}");
                var (outcome, _) = await RunAsync(claimed, Always(Answers.Of(status, body, mediaType, location)));
                var told = new[] { outcome.Failure?.Detail, outcome.Exception?.ToString() }
                    .Concat(outcome.Failure?.MissingScopes ?? []).Concat(_logs.Lines);
                if (told.FirstOrDefault(text => text is not null && (HoldsToken(text) || text.Contains(Canary, StringComparison.Ordinal))) is { } leak)
                {
                    throw ContractBrokenException.Because(
                        $"{call}: a failure, an exception and a log line hold neither the token nor the platform's answer ({status}).",
                        leak.Replace(TokenText, "<the token>", StringComparison.Ordinal),
                        "tell the status code and nothing else of the answer; never put a body, a header or the token into a text.");
                }
            }
        }
    }

    private static bool HoldsToken(string text) => text.Contains(TokenText, StringComparison.Ordinal);

    /// <summary>Lets the case see where the token goes although the address is then another than the recorded one.</summary>
    private sealed class FixedOrRecorded(RecordedPlatform recorded) : IPlatform
    {
        public Task<HttpResponseMessage> AnswerAsync(SeenRequest request, CancellationToken cancellationToken)
            => HoldsToken(Uri.UnescapeDataString(request.Uri.OriginalString))
                ? throw new HttpRequestException("The token is in the address.")
                : recorded.AnswerAsync(request, cancellationToken);
    }
}
