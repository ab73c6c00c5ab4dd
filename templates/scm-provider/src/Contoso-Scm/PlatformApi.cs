using System.Net;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Providers.Abstractions;

namespace Contoso_Scm;

/// <summary>One request to the platform, and what its answer means.</summary>
internal static class PlatformApi
{
    public static async Task<ScmResult<T>> GetAsync<T>(
        ScmConnection connection, string path, JsonTypeInfo<T> type, CancellationToken cancellationToken, T? whenNotFound = null)
        where T : class
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, connection.Instance.Append(path));
        request.Headers.Authorization = new("Bearer", connection.Token.Reveal());
        using var response = await connection.HttpClient.SendAsync(request, cancellationToken);
        if (response.StatusCode == HttpStatusCode.NotFound && whenNotFound is not null)
        {
            return whenNotFound;
        }

        if (response.StatusCode != HttpStatusCode.OK)
        {
            return FailureOf(response);
        }

        try
        {
            await using var body = await response.Content.ReadAsStreamAsync(cancellationToken);
            return await JsonSerializer.DeserializeAsync(body, type, cancellationToken) is { } value ? value : ScmFailure.NotThisPlatform();
        }
        catch (JsonException)
        {
            return ScmFailure.NotThisPlatform();
        }
    }

    // Where the platform answers 403 for other reasons too (a blocked account), tell them apart by what it says: those are PlatformFailed, since
    // ScopeMissing marks the token as invalid.
    private static ScmFailure FailureOf(HttpResponseMessage response) => (int)response.StatusCode switch
    {
        401 => ScmFailure.TokenRejected(),
        403 => ScmFailure.ScopeMissing(),
        429 => ScmFailure.RateLimited(response.Headers.RetryAfter?.Delta),
        >= 500 => ScmFailure.PlatformFailed($"The platform answered {(int)response.StatusCode}."),
        _ => ScmFailure.NotThisPlatform(),
    };
}
