using System.Text.Json.Serialization.Metadata;

namespace Gateway.Errors;

/// <summary>The only place that writes an error body, in the dialects that existing clients parse.</summary>
internal static class Problems
{
    public static IResult NotFound() => new JsonProblem<NotFoundResponse>(
        StatusCodes.Status404NotFound, NotFoundResponse.ScmIntegration, ErrorJsonContext.Default.NotFoundResponse);

    public static IResult Invalid(IReadOnlyDictionary<string, IReadOnlyList<string>> errors) => new JsonProblem<ValidationResponse>(
        StatusCodes.Status422UnprocessableEntity, new ValidationResponse(errors), ErrorJsonContext.Default.ValidationResponse);

    public static IResult Error(int status, string error, string? code = null) => new JsonProblem<ErrorResponse>(
        status, new ErrorResponse(error, code), ErrorJsonContext.Default.ErrorResponse);

    public static IResult MethodNotAllowed(string allow) => new JsonProblem<ErrorResponse>(
        StatusCodes.Status405MethodNotAllowed,
        new ErrorResponse($"the method is not allowed here; allowed: {allow}", ErrorCodes.MethodNotAllowed),
        ErrorJsonContext.Default.ErrorResponse,
        response => response.Headers.Allow = allow);

    public static IResult Unauthorized(string error) => new JsonProblem<ErrorResponse>(
        StatusCodes.Status401Unauthorized,
        new ErrorResponse(error),
        ErrorJsonContext.Default.ErrorResponse,
        response => response.Headers.WWWAuthenticate = "Bearer");

    /// <summary>Nothing was changed; the same call may succeed later.</summary>
    public static IResult Unavailable(string error, TimeSpan? retryAfter = null) => Retry(
        StatusCodes.Status503ServiceUnavailable, new ErrorResponse(error), retryAfter ?? TimeSpan.FromSeconds(5));

    public static IResult TooManyRequests(TimeSpan retryAfter) => Retry(
        StatusCodes.Status429TooManyRequests,
        new ErrorResponse("too many requests: try again later", ErrorCodes.TooManyRequests),
        retryAfter);

    private static JsonProblem<ErrorResponse> Retry(int status, ErrorResponse body, TimeSpan retryAfter) => new(
        status,
        body,
        ErrorJsonContext.Default.ErrorResponse,
        response => response.Headers.RetryAfter = Math.Max(1, (long)Math.Ceiling(retryAfter.TotalSeconds)).ToString(
            System.Globalization.CultureInfo.InvariantCulture));

    private sealed class JsonProblem<TBody>(
        int status, TBody body, JsonTypeInfo<TBody> typeInfo, Action<HttpResponse>? prepare = null) : IResult, IStatusCodeHttpResult
    {
        public int? StatusCode => status;

        public Task ExecuteAsync(HttpContext httpContext)
        {
            var response = httpContext.Response;
            response.StatusCode = status;
            response.Headers.CacheControl = "no-store";
            prepare?.Invoke(response);
            return response.WriteAsJsonAsync(body, typeInfo, contentType: null, httpContext.RequestAborted);
        }
    }
}
