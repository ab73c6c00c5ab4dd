using System.Text;
using Octokit;
using Octokit.Internal;
using Providers.Common;

namespace Providers.GitHubEnterprise;

/// <summary>
/// Takes the place of Octokit's <c>HttpClientAdapter</c>, which follows redirects with the token, reads bodies without the
/// caller's cancellation and sorts refusals by the words in them. Here only a plain JSON answer gets through to Octokit.
/// </summary>
internal sealed class GitHubHttpClient(HttpClient client) : IHttpClient
{
    public async Task<IResponse> Send(
        IRequest request, CancellationToken cancellationToken, Func<object, object>? preprocessResponseBody = null)
    {
        using var message = new HttpRequestMessage(request.Method, new Uri(request.BaseAddress, request.Endpoint));
        foreach (var (name, value) in request.Headers)
        {
            // Octokit's User-Agent tells the operating system and its version, which is nobody's business. Without validation,
            // because a message about a malformed header would repeat the token.
            message.Headers.TryAddWithoutValidation(name, name == "User-Agent" ? GitHubDefaults.ProductName : value);
        }

        using var response = await client.SendAsync(message, cancellationToken);
        if (AnswerShape.Flaw(response) is { } flaw)
        {
            throw new PlatformAnswerException(await GitHubFailures.ReadAsync(response, flaw, cancellationToken), response.StatusCode);
        }

        return new GitHubResponse(await ReadTextAsync(response, cancellationToken), response.Headers);
    }

    // The lent handler has a deadline of its own.
    public void SetRequestTimeout(TimeSpan timeout) => throw new NotSupportedException();

    // The client is the connection's.
    public void Dispose()
    {
    }

    private static async Task<string> ReadTextAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        var bytes = await response.Content.ReadAsByteArrayAsync(cancellationToken);
        try
        {
            return new UTF8Encoding(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true).GetString(bytes);
        }
        catch (DecoderFallbackException)
        {
            throw PlatformAnswerException.Unreadable("The answer is not UTF-8.");
        }
    }
}
