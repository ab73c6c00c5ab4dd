using System.Text.Json;
using Gateway.Errors;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Net.Http.Headers;

namespace Gateway.ScmIntegrations;

/// <summary>
/// Reads a JSON body strictly: at most 64 KiB, at most 8 levels, no comments, no trailing commas, no name twice (nor in another case).
/// </summary>
internal static class RequestBody
{
    public const int MaxBytes = 64 * 1024;

    private static readonly JsonDocumentOptions Strict = new() { MaxDepth = 8, AllowDuplicateProperties = false };

    /// <summary>The object under <paramref name="wrapper"/>, or the answer to give instead.</summary>
    public static async ValueTask<Reading> ReadAsync(HttpContext context, string wrapper)
    {
        if (!IsJson(context.Request.ContentType))
        {
            return new Reading(Problems.Error(
                StatusCodes.Status415UnsupportedMediaType, "the body must be application/json in UTF-8", ErrorCodes.UnsupportedMediaType));
        }

        if (context.Request.ContentLength > MaxBytes)
        {
            return new Reading(TooLarge());
        }

        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit)
        {
            limit.MaxRequestBodySize = MaxBytes;
        }

        try
        {
            using var document = await JsonDocument.ParseAsync(context.Request.Body, Strict, context.RequestAborted);
            return HasCaseTwins(document.RootElement)
                ? new Reading(NotJson())
                : new Reading(Unwrap(document.RootElement, wrapper));
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            // The latter is how the parser says that a name is no text (half a surrogate pair), when it looks for names that come twice.
            return new Reading(NotJson());
        }
    }

    private static JsonElement Unwrap(JsonElement root, string wrapper)
        => root.ValueKind == JsonValueKind.Object && root.TryGetProperty(wrapper, out var wrapped) ? wrapped.Clone() : default;

    private static bool IsJson(string? contentType)
        => MediaTypeHeaderValue.TryParse(contentType, out var mediaType)
        && (mediaType.MediaType.Equals("application/json", StringComparison.OrdinalIgnoreCase)
            || mediaType.Suffix.Equals("json", StringComparison.OrdinalIgnoreCase))
        && (!mediaType.Charset.HasValue || HeaderUtilities.RemoveQuotes(mediaType.Charset).Equals("utf-8", StringComparison.OrdinalIgnoreCase));

    // Names are case-sensitive here and may not be so behind us: two that differ in case only would be read differently.
    private static bool HasCaseTwins(JsonElement element)
    {
        if (element.ValueKind != JsonValueKind.Object)
        {
            return false;
        }

        var names = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (var member in element.EnumerateObject())
        {
            if (!names.Add(NameOf(member)) || HasCaseTwins(member.Value))
            {
                return true;
            }
        }

        return false;
    }

    private static string NameOf(JsonProperty member)
    {
        try
        {
            return member.Name;
        }
        catch (InvalidOperationException exception)
        {
            throw new JsonException("A name is not valid text.", exception);
        }
    }

    private static IResult NotJson() => Problems.Error(
        StatusCodes.Status400BadRequest,
        "the body is not valid JSON: at most 8 levels, each name once, no comments, no trailing commas",
        ErrorCodes.InvalidJson);

    private static IResult TooLarge() => Problems.Error(
        StatusCodes.Status413PayloadTooLarge, "the body is larger than 64 KiB", ErrorCodes.BodyTooLarge);

    /// <summary>A JSON object (or nothing, when the body has no such member), or a refusal.</summary>
    internal readonly struct Reading
    {
        public Reading(JsonElement value) => Value = value;

        public Reading(IResult refusal) => Refusal = refusal;

        public JsonElement Value { get; }

        public IResult? Refusal { get; }
    }
}
