using Tests.Common.StandIns.Hosting;

namespace Tests.Common.StandIns.Auth;

/// <summary>The upstream's own <c>/v1/scm_integrations</c>. Behind a gateway only an adoption may come here.</summary>
internal sealed class OldIntegrationHandlers(BearerTokens tokens, Shelf<OldIntegration> integrations)
{
    public StandInResponse List(StandInRequest request) => AsCaller(request, user
        => StandInResponse.Json(200, new { scm_integrations = Of(user).Select(integration => integration.AsJson()) }));

    public StandInResponse Show(StandInRequest request) => AsCaller(request, user
        => Of(user).FirstOrDefault(integration => integration.Id == request.RouteValues["id"]) is { } integration
            ? StandInResponse.Json(200, new { scm_integration = integration.AsJson() })
            : AuthAnswers.NotFound("scm_integration"));

    public StandInResponse Create(StandInRequest request) => AsCaller(request, user =>
    {
        var fields = request.Json()?["scm_integration"];
        if (fields?["scm_type"]?.ToString() is not { Length: > 0 } type || fields["url"]?.ToString() is not { Length: > 0 } url)
        {
            return AuthAnswers.Unprocessable("scm_type", "is invalid");
        }

        var integration = integrations.Add(new OldIntegration
        {
            Owner = user,
            ScmType = type,
            Url = url,
            AccessToken = fields["access_token"]?.ToString(),
        });
        return StandInResponse.Json(201, new { scm_integration = integration.AsJson() });
    });

    public StandInResponse Delete(StandInRequest request) => AsCaller(request, user
        => integrations.Remove(integration => integration.Owner == user && integration.Id == request.RouteValues["id"])
            ? StandInResponse.Empty(204)
            : AuthAnswers.NotFound("scm_integration"));

    private IEnumerable<OldIntegration> Of(AuthUser user) => integrations.Where(integration => integration.Owner == user);

    private StandInResponse AsCaller(StandInRequest request, Func<AuthUser, StandInResponse> answer)
        => tokens.Judge(request.Credentials("Bearer")) is { } user ? answer(user) : AuthAnswers.Unauthorized();
}
