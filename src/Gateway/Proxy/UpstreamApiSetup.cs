using System.Net;
using Gateway.Operations;
using Microsoft.Extensions.Http.Resilience;
using Polly;

namespace Gateway.Proxy;

internal static class UpstreamApiSetup
{
    public static IServiceCollection AddUpstreamApi(this IServiceCollection services)
    {
        services.AddSingleton<IUpstreamAddress, UpstreamAddress>();
        services.AddSingleton<UpstreamApi>();
        services
            .AddDirectHttpClient(UpstreamApi.HttpClientName, Timeout.InfiniteTimeSpan, handler =>
            {
                handler.ConnectTimeout = TimeSpan.FromSeconds(2);
                handler.PooledConnectionLifetime = TimeSpan.FromMinutes(2);
            })
            .SetHandlerLifetime(Timeout.InfiniteTimeSpan)
            .AddStandardResilienceHandler(Configure);
        return services;
    }

    private static void Configure(HttpStandardResilienceOptions options)
    {
        options.TotalRequestTimeout.Timeout = UpstreamApi.Timeout;
        options.AttemptTimeout.Timeout = TimeSpan.FromSeconds(2);
        options.Retry.ShouldHandle = arguments => ValueTask.FromResult(IsOutage(arguments.Outcome));
        options.Retry.MaxRetryAttempts = 1;
        options.Retry.Delay = TimeSpan.FromMilliseconds(50);
        options.Retry.ShouldRetryAfterHeader = false;
        options.Retry.DisableForUnsafeHttpMethods();
        options.CircuitBreaker.ShouldHandle = arguments => ValueTask.FromResult(IsOutage(arguments.Outcome));
        options.CircuitBreaker.SamplingDuration = TimeSpan.FromSeconds(10);
        options.CircuitBreaker.MinimumThroughput = 20;
        options.CircuitBreaker.FailureRatio = 0.5;
        options.CircuitBreaker.BreakDuration = TimeSpan.FromSeconds(5);
    }

    // 429 is said to one caller, and must not shut out the others.
    private static bool IsOutage(Outcome<HttpResponseMessage> outcome)
        => outcome.Result?.StatusCode != HttpStatusCode.TooManyRequests && HttpClientResiliencePredicates.IsTransient(outcome);
}
