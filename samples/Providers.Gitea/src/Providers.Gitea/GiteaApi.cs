using System.Globalization;
using System.Net;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using System.Text.RegularExpressions;
using Providers.Abstractions;

namespace Providers.Gitea;

/// <summary>One request to the platform, and what its answer means.</summary>
internal sealed partial class GiteaApi(ScmConnection connection)
{
    /// <summary>The most items that Gitea gives on a page, unless its operator says otherwise.</summary>
    public const int PageSize = 50;

    public async Task<ScmResult<GiteaAnswer<T>>> GetAsync<T>(
        string path, JsonTypeInfo<T> type, CancellationToken cancellationToken, T? whenNotFound = null)
        where T : class
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, connection.Instance.Append($"api/v1/{path}"));
        request.Headers.Authorization = new("token", connection.Token.Reveal());
        using var response = await connection.HttpClient.SendAsync(request, cancellationToken);
        if (response.StatusCode == HttpStatusCode.NotFound && whenNotFound is not null)
        {
            return new GiteaAnswer<T>(whenNotFound, 0);
        }

        if (response.StatusCode != HttpStatusCode.OK)
        {
            return await FailureOfAsync(response, cancellationToken);
        }

        try
        {
            await using var body = await response.Content.ReadAsStreamAsync(cancellationToken);
            return await JsonSerializer.DeserializeAsync(body, type, cancellationToken) is { } value
                ? new GiteaAnswer<T>(value, TotalOf(response))
                : ScmFailure.NotThisPlatform();
        }
        catch (JsonException)
        {
            return ScmFailure.NotThisPlatform();
        }
    }

    /// <summary>All pages of a list. A page may be shorter than asked for, so only an empty one, or the told total, ends it.</summary>
    public async Task<ScmResult<List<T>>> GetAllAsync<T>(string path, JsonTypeInfo<T?[]> type, CancellationToken cancellationToken)
        where T : class
    {
        List<T> all = [];
        var seen = 0;
        for (var page = 1; ; page++)
        {
            var answer = await GetAsync($"{path}?page={page}&limit={PageSize}", type, cancellationToken, whenNotFound: []);
            if (!answer.IsSuccess)
            {
                return answer.Failure;
            }

            seen += answer.Value.Body.Length;
            all.AddRange(answer.Value.Body.OfType<T>());
            if (answer.Value.Body.Length == 0 || seen >= answer.Value.Total)
            {
                return all;
            }
        }
    }

    /// <summary>The path of a repository's API; null for a text that is no owner and name.</summary>
    public static string? RepositoryPath(string? fullName)
        => fullName?.Split('/') is [var owner, var name] && IsSegment(owner) && IsSegment(name)
            ? $"repos/{Uri.EscapeDataString(owner)}/{Uri.EscapeDataString(name)}"
            : null;

    /// <summary>Whether a text can be one segment of an address: dots alone mean another place, however they are escaped.</summary>
    public static bool IsSegment(string text) => text is not ("" or "." or "..");

    public static string? TextOrNull(string? text) => string.IsNullOrWhiteSpace(text) ? null : text;

    public static string? HttpOrNull(string? address)
        => Uri.TryCreate(address, UriKind.Absolute, out var uri) && uri.Scheme is "https" or "http" ? address : null;

    private static int? TotalOf(HttpResponseMessage response)
        => response.Headers.TryGetValues("X-Total-Count", out var values)
            && int.TryParse(values.First(), NumberStyles.None, CultureInfo.InvariantCulture, out var total)
            ? total
            : null;

    private static async Task<ScmFailure> FailureOfAsync(HttpResponseMessage response, CancellationToken cancellationToken)
        => (int)response.StatusCode switch
        {
            401 => ScmFailure.TokenRejected(),
            403 when ScopesIn(await response.Content.ReadAsStringAsync(cancellationToken)) is { Length: > 0 } scopes => ScmFailure.ScopeMissing(scopes),
            403 => ScmFailure.PlatformFailed("The platform answered 403 and names no scope."),
            429 => ScmFailure.RateLimited(response.Headers.RetryAfter?.Delta),
            >= 500 => ScmFailure.PlatformFailed($"The platform answered {(int)response.StatusCode}."),
            _ => ScmFailure.NotThisPlatform(),
        };

    // A 403 that names none is not for the token: the account may not sign in now, or has to change its password.
    // «token does not have at least one of required scope(s): [read:user]»
    private static string[] ScopesIn(string body) => [.. RequiredScopes().Match(body).Groups[1].Captures.Select(scope => scope.Value)];

    [GeneratedRegex(@"required scope\(s\): \[(?:\s*,?\s*((?:read|write):[a-z]{1,32}))+\]", RegexOptions.CultureInvariant, 100)]
    private static partial Regex RequiredScopes();
}
