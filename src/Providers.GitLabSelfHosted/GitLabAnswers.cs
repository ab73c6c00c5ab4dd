using System.Runtime.ExceptionServices;
using System.Text;
using System.Text.Json;
using Providers.Abstractions;
using Providers.Common;
using Refit;

namespace Providers.GitLabSelfHosted;

/// <summary>
/// How Refit asks and reads. Every answer is judged before Refit makes anything of it: its own exceptions carry the request with
/// the token in it, and the platform's words.
/// </summary>
internal static class GitLabAnswers
{
    public static RefitSettings Settings(ScmAccessToken token, CancellationToken cancellationToken)
        => new(SystemTextJsonContentSerializer.ForContext(GitLabJsonContext.Default))
        {
            AuthorizationHeaderValueGetter = (_, _) => ValueTask.FromResult(token.Reveal()),
            ExceptionFactory = response => JudgeAsync(response, cancellationToken),
            DeserializationExceptionFactory = (_, exception) => throw Unreadable(exception),
            TransportExceptionFactory = (_, exception, _) => exception,
        };

    private static async ValueTask<Exception?> JudgeAsync(HttpResponseMessage response, CancellationToken cancellationToken)
        => AnswerShape.Flaw(response) is { } flaw
            ? throw new PlatformAnswerException(await GitLabFailures.ReadAsync(response, flaw, cancellationToken), response.StatusCode)
            : null;

    // What the handler throws while the body is read is let through as it is; an unknown charset is an invalid operation.
    private static PlatformAnswerException Unreadable(Exception exception)
    {
        if (exception is not (JsonException or DecoderFallbackException or InvalidOperationException))
        {
            ExceptionDispatchInfo.Throw(exception);
        }

        return PlatformAnswerException.Unreadable("The answer does not have the documented shape.");
    }
}
