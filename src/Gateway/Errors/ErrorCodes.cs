namespace Gateway.Errors;

/// <summary>The values of <c>code</c>: for programs, where <c>error</c> is for people.</summary>
internal static class ErrorCodes
{
    public const string BadRequest = "bad_request";
    public const string InvalidJson = "invalid_json";
    public const string BodyTooLarge = "body_too_large";
    public const string UnsupportedMediaType = "unsupported_media_type";
    public const string MethodNotAllowed = "method_not_allowed";
    public const string Ambiguous = "ambiguous";
    public const string Changed = "changed";
    public const string TooManyRequests = "too_many_requests";
    public const string TokenRefused = "token_refused";
    public const string TokenMissing = "token_missing";
    public const string ScopeMissing = "scope_missing";
    public const string Internal = "internal";
    public const string BadGateway = "bad_gateway";
    public const string GatewayTimeout = "gateway_timeout";
    public const string Unavailable = "unavailable";
}
