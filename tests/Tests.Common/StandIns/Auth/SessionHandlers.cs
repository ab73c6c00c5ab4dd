using System.Text;
using Tests.Common.StandIns.Hosting;

namespace Tests.Common.StandIns.Auth;

/// <summary><c>/v1/tokens/exchange</c> and <c>/v1/users/self</c>.</summary>
internal sealed class SessionHandlers(BearerTokens tokens, Shelf<AuthUser> users, TimeSpan lifetime)
{
    /// <summary>The API token is the password of Basic authentication; the user name is not looked at.</summary>
    public StandInResponse Exchange(StandInRequest request)
    {
        var apiToken = Password(request.Credentials("Basic"));
        return users.FirstOrDefault(user => user.ApiToken == apiToken) is { } user
            ? StandInResponse.Json(200, new { token = tokens.Issue(user, lifetime) })
            : AuthAnswers.Unauthorized();
    }

    public StandInResponse Self(StandInRequest request)
    {
        if (tokens.Judge(request.Credentials("Bearer")) is not { } user)
        {
            return AuthAnswers.Unauthorized();
        }

        return StandInResponse.Json(200, new
        {
            user = new
            {
                id = user.Id,
                email = user.Email,
                username = user.Username,
                fullname = "",
                company = (string?)null,
                email_newsletter = false,
                flags = new { trial = false },
            },
        });
    }

    private static string? Password(string? credentials)
    {
        var buffer = new byte[credentials?.Length ?? 0];
        if (credentials is null || !Convert.TryFromBase64String(credentials, buffer, out var length))
        {
            return null;
        }

        var pair = Encoding.UTF8.GetString(buffer, 0, length);
        return pair.IndexOf(':', StringComparison.Ordinal) is var colon and >= 0 ? pair[(colon + 1)..] : null;
    }
}
