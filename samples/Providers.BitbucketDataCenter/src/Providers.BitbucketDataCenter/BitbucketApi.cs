using System.Globalization;
using System.Net;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Providers.Abstractions;

namespace Providers.BitbucketDataCenter;

/// <summary>One request to the platform, and what its answer means.</summary>
internal sealed class BitbucketApi(ScmConnection connection)
{
    private const int PageSize = 500;

    public async Task<ScmResult<BitbucketAnswer<T>>> GetAsync<T>(
        string path, JsonTypeInfo<T> type, CancellationToken cancellationToken, T? whenNotFound = null)
        where T : class
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, connection.Instance.Append($"rest/{path}"));
        request.Headers.Authorization = new("Bearer", connection.Token.Reveal());
        request.Headers.Accept.ParseAdd("application/json");
        using var response = await connection.HttpClient.SendAsync(request, cancellationToken);
        if (response.StatusCode == HttpStatusCode.NotFound && whenNotFound is not null)
        {
            return new BitbucketAnswer<T>(whenNotFound, UserNameOf(response));
        }

        if (response.StatusCode != HttpStatusCode.OK)
        {
            return FailureOf(response);
        }

        try
        {
            await using var body = await response.Content.ReadAsStreamAsync(cancellationToken);
            return await JsonSerializer.DeserializeAsync(body, type, cancellationToken) is { } value
                ? new BitbucketAnswer<T>(value, UserNameOf(response))
                : ScmFailure.NotThisPlatform();
        }
        catch (JsonException)
        {
            return ScmFailure.NotThisPlatform();
        }
    }

    /// <summary>All pages of a list; empty when what it hangs on is unknown.</summary>
    public async Task<ScmResult<List<T>>> GetAllAsync<T>(string path, JsonTypeInfo<BitbucketPage<T>> type, CancellationToken cancellationToken)
        where T : class
    {
        List<T> all = [];
        var separator = path.Contains('?', StringComparison.Ordinal) ? '&' : '?';
        for (var start = 0; ;)
        {
            var answer = await GetAsync($"{path}{separator}start={start}&limit={PageSize}", type, cancellationToken, whenNotFound: new());
            if (!answer.IsSuccess)
            {
                return answer.Failure;
            }

            var page = answer.Value.Body;
            all.AddRange((page.Values ?? []).OfType<T>());
            if (page.IsLastPage != false || page.NextPageStart is not { } next || next <= start)
            {
                return all;
            }

            start = next;
        }
    }

    /// <summary>The path of a repository's API; null for a text that is no project and name.</summary>
    public static string? RepositoryPath(string fullName)
        => fullName.Split('/') is [var project, var name] && project is not ("" or "." or "..") && name is not ("" or "." or "..")
            ? $"api/latest/projects/{Uri.EscapeDataString(project)}/repos/{Uri.EscapeDataString(name)}"
            : null;

    public static string? TextOrNull(string? text) => string.IsNullOrWhiteSpace(text) ? null : text;

    /// <summary>The address of a picture, which Bitbucket gives relative to itself when it keeps it.</summary>
    public static string? HttpOrNull(ScmInstance instance, string? address)
        => address is ['/', not '/', ..] ? $"{instance.Address.GetLeftPart(UriPartial.Authority)}{address}" : HttpOrNull(address);

    public static string? LinkOrNull(BitbucketLinks? links) => HttpOrNull(links?.Self?.FirstOrDefault()?.Href);

    private static string? HttpOrNull(string? address)
        => Uri.TryCreate(address, UriKind.Absolute, out var uri) && uri.Scheme is "https" or "http" ? address : null;

    private static string? UserNameOf(HttpResponseMessage response)
        => response.Headers.TryGetValues("X-AUSERNAME", out var values) && TextOrNull(values.First()) is { } name ? Uri.UnescapeDataString(name) : null;

    // 401 stands for both: the token is no good, or it is somebody's who may not do this; then the answer names the user.
    private static ScmFailure FailureOf(HttpResponseMessage response) => (int)response.StatusCode switch
    {
        401 when UserNameOf(response) is null => ScmFailure.TokenRejected(),
        401 or 403 => ScmFailure.ScopeMissing(),
        429 => ScmFailure.RateLimited(response.Headers.RetryAfter?.Delta ?? IntervalOf(response)),
        >= 500 => ScmFailure.PlatformFailed($"The platform answered {(int)response.StatusCode}."),
        _ => ScmFailure.NotThisPlatform(),
    };

    private static TimeSpan? IntervalOf(HttpResponseMessage response)
        => response.Headers.TryGetValues("X-RateLimit-Interval-Seconds", out var values)
            && int.TryParse(values.First(), NumberStyles.None, CultureInfo.InvariantCulture, out var seconds)
            ? TimeSpan.FromSeconds(seconds)
            : null;
}
