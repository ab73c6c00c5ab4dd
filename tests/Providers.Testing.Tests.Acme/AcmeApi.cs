using System.Net;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Microsoft.Extensions.Logging;
using Providers.Abstractions;

namespace Providers.Testing.Tests.Acme;

/// <summary>One request to the platform, and what its answer means.</summary>
internal sealed class AcmeApi(ScmConnection connection, ScmAccessToken token, Fault fault, ILogger logger)
{
    public async Task<(T? Value, ScmFailure? Failure)> GetAsync<T>(
        string path, JsonTypeInfo<T> type, CancellationToken cancellationToken, bool isNotFoundEmpty = false)
        where T : class
    {
        var address = fault == Fault.DropsPrefix ? new Uri(connection.Instance.Address, $"/{path}") : connection.Instance.Append(path);
        if (fault is Fault.TokenInQuery or Fault.TokenInBasicQueryToo)
        {
            address = new Uri($"{address}{(address.Query.Length == 0 ? "?" : "&")}access_token={token.Reveal()}");
        }

        if (fault == Fault.TokenInLog && logger.IsEnabled(LogLevel.Debug))
        {
            var revealed = token.Reveal();
            logger.LogDebug("Asking {Address} with {Token}", address, revealed);
        }

        try
        {
            return await AskAsync(address, type, isNotFoundEmpty, fault == Fault.IgnoresCancellation ? CancellationToken.None : cancellationToken);
        }
        catch (JsonException) when (fault != Fault.LetsJsonExceptionThrough)
        {
            return (null, ScmFailure.NotThisPlatform());
        }
        catch (Exception e) when (fault == Fault.UnreachableIsRejectedToken && e is HttpRequestException or IOException)
        {
            return (null, ScmFailure.TokenRejected());
        }
        catch (OperationCanceledException) when (fault == Fault.AnswersWhenCancelled)
        {
            return (null, ScmFailure.TokenRejected());
        }
    }

    private async Task<(T? Value, ScmFailure? Failure)> AskAsync<T>(
        Uri address, JsonTypeInfo<T> type, bool isNotFoundEmpty, CancellationToken cancellationToken)
        where T : class
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, address);
        if (fault != Fault.TokenInQuery)
        {
            request.Headers.Authorization = new("Bearer", token.Reveal());
        }

        using var client = new HttpClient(connection.Handler, disposeHandler: fault == Fault.DisposesTheHandler) { Timeout = Timeout.InfiniteTimeSpan };
        using var response = await client.SendAsync(request, cancellationToken);
        if (fault == Fault.FollowsRedirects && response.Headers.Location is { IsAbsoluteUri: true } target && target.Host.Length > 0)
        {
            return await FollowAsync(target, type, cancellationToken);
        }

        if (fault == Fault.EnsuresSuccess)
        {
            response.EnsureSuccessStatusCode();
        }

        var body = await response.Content.ReadAsStringAsync(cancellationToken);
        if (isNotFoundEmpty && response.StatusCode == HttpStatusCode.NotFound)
        {
            return (JsonSerializer.Deserialize("[]", type), null);
        }

        if (!response.IsSuccessStatusCode)
        {
            return (null, FailureOf(response, body));
        }

        if (fault == Fault.FormatThrows && body.Contains("true", StringComparison.Ordinal))
        {
            throw new FormatException("The answer has another form.");
        }

        if (fault == Fault.WebPageIsPlatformFailed && response.Content.Headers.ContentType?.MediaType == "text/html")
        {
            return (null, ScmFailure.PlatformFailed());
        }

        return JsonSerializer.Deserialize(fault == Fault.TakesAnyJson && !body.StartsWith('{') ? "{}" : body, type) is { } value
            ? (value, null)
            : (null, ScmFailure.NotThisPlatform());
    }

    private async Task<(T? Value, ScmFailure? Failure)> FollowAsync<T>(Uri target, JsonTypeInfo<T> type, CancellationToken cancellationToken)
        where T : class
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, target);
        using var response = await connection.HttpClient.SendAsync(request, cancellationToken);
        return response.IsSuccessStatusCode
            ? (JsonSerializer.Deserialize(await response.Content.ReadAsStringAsync(cancellationToken), type), null)
            : (null, ScmFailure.NotThisPlatform());
    }

    private ScmFailure FailureOf(HttpResponseMessage response, string body) => (int)response.StatusCode switch
    {
        401 when fault == Fault.TokenInException => throw new InvalidOperationException($"{token.Reveal()} is no good."),
        401 when fault == Fault.RejectedTokenIsPlatformFailed => ScmFailure.PlatformFailed(),
        401 when fault == Fault.ExpiredTokenIsScopeMissing && body.Contains("expired", StringComparison.Ordinal) => ScmFailure.ScopeMissing(),
        401 => ScmFailure.TokenRejected(Detail(body)),
        403 when fault == Fault.MissingScopeIsRejectedToken => ScmFailure.TokenRejected(),
        403 => ScmFailure.ScopeMissing("read"),
        404 when fault == Fault.NotFoundIsPlatformFailed => ScmFailure.PlatformFailed(),
        429 when fault == Fault.RateLimitIsPlatformFailed => ScmFailure.PlatformFailed(),
        429 => ScmFailure.RateLimited(fault == Fault.WaitIsForgotten ? null : response.Headers.RetryAfter?.Delta),
        >= 500 when fault != Fault.ServerErrorIsNotThisPlatform => ScmFailure.PlatformFailed($"Acme answered {(int)response.StatusCode}."),
        _ => ScmFailure.NotThisPlatform(),
    };

    private string? Detail(string body) => fault switch
    {
        Fault.TokenInDetail => $"The token {token.Reveal()} is no good.",
        Fault.AnswerInDetail => body,
        _ => null,
    };
}
