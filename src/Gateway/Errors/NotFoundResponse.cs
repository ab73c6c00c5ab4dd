namespace Gateway.Errors;

/// <summary><c>{"resource":"scm_integration","error":"not found"}</c>: the same bytes for unknown, malformed and somebody else's.</summary>
internal sealed record NotFoundResponse(string Resource, string Error)
{
    public static NotFoundResponse ScmIntegration { get; } = new("scm_integration", "not found");
}
