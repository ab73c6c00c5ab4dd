using Tests.Common.StandIns.Hosting;

namespace Tests.Common.StandIns.Auth;

/// <summary><c>/v1/keys</c>. A key belongs to one account of the whole platform.</summary>
internal sealed class KeyHandlers(BearerTokens tokens, Shelf<AuthKey> keys, TimeProvider time)
{
    public StandInResponse List(StandInRequest request) => AsCaller(request, user
        => StandInResponse.Json(200, new { keys = keys.Where(key => key.Owner == user).Select(key => key.AsJson()) }));

    /// <summary>The body may be wrapped in <c>key</c>, as one client sends it, or not, as the other does.</summary>
    public StandInResponse Create(StandInRequest request) => AsCaller(request, user =>
    {
        var body = request.Json();
        var fields = body?["key"] ?? body;
        var name = fields?["name"]?.ToString();
        var content = fields?["content"]?.ToString();
        if (string.IsNullOrWhiteSpace(name))
        {
            return AuthAnswers.Unprocessable("name", "can't be blank");
        }

        if (content is null || AuthKey.BlobOf(content) is not { } blob)
        {
            return AuthAnswers.Unprocessable("content", "is invalid");
        }

        var key = new AuthKey(Guid.NewGuid().ToString(), name, content, user, time.GetUtcNow());
        return keys.TryAdd(key, forbids: other => other.Blob == blob)
            ? StandInResponse.Json(201, new { key = key.AsJson() })
            : AuthAnswers.Unprocessable("content", "has already been taken");
    });

    public StandInResponse Delete(StandInRequest request) => AsCaller(request, user
        => keys.Remove(key => key.Owner == user && key.Id == request.RouteValues["id"])
            ? StandInResponse.Empty(204)
            : AuthAnswers.NotFound("key"));

    private StandInResponse AsCaller(StandInRequest request, Func<AuthUser, StandInResponse> answer)
        => tokens.Judge(request.Credentials("Bearer")) is { } user ? answer(user) : AuthAnswers.Unauthorized();
}
