using System.Net;

namespace Providers.Common;

/// <summary>What an answer must look like from outside before its body is read as JSON.</summary>
internal static class AnswerShape
{
    /// <summary>Null when the answer may be read; else a sentence for the operator's log.</summary>
    public static string? Flaw(HttpResponseMessage response)
    {
        if (response.StatusCode != HttpStatusCode.OK)
        {
            return Status(response.StatusCode);
        }

        // Compression was not asked for, so a compressed body is no answer of the platform, and is not opened.
        if (response.Content.Headers.ContentEncoding.Any(encoding => !encoding.Equals("identity", StringComparison.OrdinalIgnoreCase)))
        {
            return "The answer is compressed, which was not asked for.";
        }

        return IsJson(response.Content.Headers.ContentType?.MediaType) ? null : "The answer is not JSON.";
    }

    public static string Status(HttpStatusCode status) => $"The answer has status {(int)status}.";

    private static bool IsJson(string? mediaType)
        => mediaType is not null
        && (mediaType.Equals("application/json", StringComparison.OrdinalIgnoreCase)
            || mediaType.EndsWith("+json", StringComparison.OrdinalIgnoreCase));
}
