using Tests.Common.StandIns.Hosting;

namespace Tests.Common.StandIns.Auth;

/// <summary>What the auth API itself says when it does not serve.</summary>
public static class AuthTroubles
{
    /// <summary>No token is good.</summary>
    public static Trouble Unauthorized { get; } = Trouble.Answer(AuthAnswers.Unauthorized());

    /// <summary>It has failed, and says so in its own shape.</summary>
    public static Trouble InternalError { get; } = Trouble.Answer(
        StandInResponse.Json(500, new { error = "Internal error occurred, we have been notified" }));
}
