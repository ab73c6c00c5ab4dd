using Gateway.Errors;
using Providers.Abstractions;

namespace Gateway.ScmIntegrations;

/// <summary>Why a call is not done: a value, because all of these are expected.</summary>
internal abstract record Refusal
{
    /// <summary>Unknown, malformed, somebody else's, or a call that the platform has no answer to.</summary>
    public static Refusal NotFound { get; } = new NotFoundRefusal();

    public static Refusal Invalid(string field, string message)
        => Invalid(new Dictionary<string, IReadOnlyList<string>> { [field] = [message] });

    public static Refusal Invalid(IReadOnlyDictionary<string, IReadOnlyList<string>> errors) => new InvalidRefusal(errors);

    public static Refusal Ambiguous(ScmType type) => new ErrorRefusal(
        StatusCodes.Status409Conflict, $"there are several integrations of the type {type}: use the id of one", ErrorCodes.Ambiguous);

    public static Refusal Changed() => new ErrorRefusal(
        StatusCodes.Status409Conflict, "the integration was changed by another call meanwhile: try again", ErrorCodes.Changed);

    /// <summary>403 and never 401: clients would log the user out.</summary>
    public static Refusal Forbidden(string error, string code) => new ErrorRefusal(StatusCodes.Status403Forbidden, error, code);

    public static Refusal Unavailable(string error, TimeSpan? retryAfter = null) => new UnavailableRefusal(error, retryAfter);

    /// <summary>The status of the answer.</summary>
    public abstract int Status { get; }

    /// <summary>What is wrong with which field; empty when it is not about fields.</summary>
    public virtual IReadOnlyDictionary<string, IReadOnlyList<string>> FieldErrors { get; } = new Dictionary<string, IReadOnlyList<string>>();

    public abstract IResult ToResult();

    private sealed record NotFoundRefusal : Refusal
    {
        public override int Status => StatusCodes.Status404NotFound;

        public override IResult ToResult() => Problems.NotFound();
    }

    private sealed record InvalidRefusal(IReadOnlyDictionary<string, IReadOnlyList<string>> Errors) : Refusal
    {
        public override int Status => StatusCodes.Status422UnprocessableEntity;

        public override IReadOnlyDictionary<string, IReadOnlyList<string>> FieldErrors => Errors;

        public override IResult ToResult() => Problems.Invalid(Errors);
    }

    private sealed record ErrorRefusal(int Answer, string Error, string Code) : Refusal
    {
        public override int Status => Answer;

        public override IResult ToResult() => Problems.Error(Answer, Error, Code);
    }

    private sealed record UnavailableRefusal(string Error, TimeSpan? RetryAfter) : Refusal
    {
        public override int Status => StatusCodes.Status503ServiceUnavailable;

        public override IResult ToResult() => Problems.Unavailable(Error, RetryAfter);
    }
}
