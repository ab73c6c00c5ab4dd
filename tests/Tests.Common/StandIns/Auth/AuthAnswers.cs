using Tests.Common.StandIns.Hosting;

namespace Tests.Common.StandIns.Auth;

/// <summary>The error shapes of the auth API.</summary>
internal static class AuthAnswers
{
    public static StandInResponse Unauthorized()
        => StandInResponse.Json(401, new { error = "unauthorized - invalid or expired token" });

    public static StandInResponse NotFound(string resource)
        => StandInResponse.Json(404, new { resource, error = "not found" });

    public static StandInResponse Unprocessable(string field, string problem)
        => StandInResponse.Json(422, new { errors = new Dictionary<string, string[]> { [field] = [problem] } });
}
