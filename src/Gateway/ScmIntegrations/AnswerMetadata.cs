using Gateway.Errors;

namespace Gateway.ScmIntegrations;

/// <summary>Tells the OpenAPI document what an endpoint can answer.</summary>
internal static class AnswerMetadata
{
    /// <summary>Not in the document: it keeps routing from choosing by the media type, which the endpoint answers for itself.</summary>
    public const string AnyMediaType = "*/*";

    /// <summary>The success, and what every call under the prefix may answer instead.</summary>
    public static RouteHandlerBuilder Answers<TBody>(this RouteHandlerBuilder endpoint, int status = StatusCodes.Status200OK)
        => endpoint.Produces<TBody>(status).AnswersErrors();

    public static RouteHandlerBuilder AnswersNothing(this RouteHandlerBuilder endpoint)
        => endpoint.Produces(StatusCodes.Status204NoContent).AnswersErrors().AnswersAmbiguity();

    /// <summary>For calls that read a body.</summary>
    public static RouteHandlerBuilder Reads<TBody>(this RouteHandlerBuilder endpoint)
        where TBody : notnull
        => endpoint
            .Accepts<TBody>("application/json", AnyMediaType)
            .Produces<ErrorResponse>(StatusCodes.Status400BadRequest)
            .Produces<ErrorResponse>(StatusCodes.Status413PayloadTooLarge)
            .Produces<ErrorResponse>(StatusCodes.Status415UnsupportedMediaType)
            .Produces<ValidationResponse>(StatusCodes.Status422UnprocessableEntity);

    /// <summary>For calls that change something: a type of which there are several means none of them.</summary>
    public static RouteHandlerBuilder AnswersAmbiguity(this RouteHandlerBuilder endpoint)
        => endpoint.Produces<ErrorResponse>(StatusCodes.Status409Conflict);

    /// <summary>For calls that use the stored token.</summary>
    public static RouteHandlerBuilder AnswersForPlatform(this RouteHandlerBuilder endpoint)
        => endpoint.Produces<ErrorResponse>(StatusCodes.Status403Forbidden);

    private static RouteHandlerBuilder AnswersErrors(this RouteHandlerBuilder endpoint) => endpoint
        .Produces<ErrorResponse>(StatusCodes.Status401Unauthorized)
        .Produces<NotFoundResponse>(StatusCodes.Status404NotFound)
        .Produces<ErrorResponse>(StatusCodes.Status429TooManyRequests)
        .Produces<ErrorResponse>(StatusCodes.Status503ServiceUnavailable);
}
