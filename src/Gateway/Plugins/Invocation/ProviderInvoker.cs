using Microsoft.Extensions.Options;
using Providers.Abstractions;
using Providers.Abstractions.Capabilities;

namespace Gateway.Plugins.Invocation;

/// <inheritdoc cref="IProviderInvoker"/>
internal sealed partial class ProviderInvoker(
    ProviderCatalog catalog,
    PlatformCallLimits limits,
    ProviderScheduler scheduler,
    [FromKeyedServices(LentHandler.ServiceKey)] HttpMessageHandler handler,
    IOptions<PlatformCallOptions> options,
    PluginMetrics metrics,
    TimeProvider time,
    ILogger<ProviderInvoker> logger) : IProviderInvoker
{
    private static readonly TimeSpan BusyRetryAfter = TimeSpan.FromSeconds(1);

    public Task<ScmResult<TResult>> InvokeAsync<TProvider, TResult>(
        ScmType type,
        ScmInstance instance,
        ScmAccessToken token,
        Func<TProvider, ScmConnection, CancellationToken, Task<ScmResult<TResult>>> call,
        CancellationToken cancellationToken)
        where TProvider : class
        where TResult : class
        => MeasureAsync(
            type,
            instance,
            takesPlace: true,
            (provider, deadline) => provider is TProvider capable
                ? call(capable, new ScmConnection(instance, token, new LentHandler(handler)), deadline)
                : throw new InvalidOperationException($"The provider of «{type}» is no {typeof(TProvider).Name}."),
            cancellationToken);

    public async Task<ScmOAuthEndpoints?> GetOAuthEndpointsAsync(ScmType type, ScmInstance instance, CancellationToken cancellationToken)
    {
        if (catalog.Find(type)?.Can<IOAuthPlatform>() != true)
        {
            return null;
        }

        var result = await MeasureAsync(
            type,
            instance,
            takesPlace: false,
            (provider, _) => Task.FromResult(ScmResult.Success(((IOAuthPlatform)provider).GetOAuthEndpoints(instance))),
            cancellationToken);
        return result.Value;
    }

    private async Task<ScmResult<TResult>> MeasureAsync<TResult>(
        ScmType type,
        ScmInstance instance,
        bool takesPlace,
        Func<IScmProvider, CancellationToken, Task<ScmResult<TResult>>> call,
        CancellationToken cancellationToken)
        where TResult : class
    {
        cancellationToken.ThrowIfCancellationRequested();
        var started = time.GetTimestamp();
        var name = "canceled";
        try
        {
            var outcome = await AttemptAsync(type, instance, takesPlace, call, cancellationToken);
            name = outcome.Name;
            return outcome.Result;
        }
        finally
        {
            metrics.Called(type.Value, name, time.GetElapsedTime(started));
        }
    }

    private async Task<CallOutcome<TResult>> AttemptAsync<TResult>(
        ScmType type,
        ScmInstance instance,
        bool takesPlace,
        Func<IScmProvider, CancellationToken, Task<ScmResult<TResult>>> call,
        CancellationToken cancellationToken)
        where TResult : class
    {
        var deadline = new CallDeadline(options.Value.Timeout, time, cancellationToken);
        IDisposable? place = null;
        if (takesPlace)
        {
            place = await limits.EnterAsync(instance, catalog.Find(type)?.FixedInstance == instance, deadline.Token);
            if (place is null)
            {
                deadline.Dispose();
                cancellationToken.ThrowIfCancellationRequested();
                return new CallOutcome<TResult>(ScmFailure.RateLimited(BusyRetryAfter), "busy");
            }
        }

        using (place)
        {
            if (catalog.Lease(type) is not { } lease)
            {
                deadline.Dispose();
                return new CallOutcome<TResult>(ScmFailure.PlatformFailed("No plugin serves the type any more."), "gone");
            }

            var guard = lease.Guard;
            var host = instance.Address.Authority;
            if (guard.IsStuck || !guard.Breaker.Allows(host))
            {
                lease.Dispose();
                deadline.Dispose();
                return new CallOutcome<TResult>(ScmFailure.PlatformFailed("The provider gets no calls for a moment."), "broken");
            }

            // The lease ends with the work, which may be before or after this.
            var (usage, started) = (lease.Usage, time.GetTimestamp());
            var outcome = await WaitAsync(type, host, guard, deadline, RunAsync(type, lease, deadline, call), cancellationToken);
            usage.Record(time.GetElapsedTime(started), outcome.IsFailure);
            return outcome;
        }
    }

    private async Task<CallOutcome<TResult>> WaitAsync<TResult>(
        ScmType type, string host, ProviderGuard guard, CallDeadline deadline, Task<CallOutcome<TResult>> work, CancellationToken cancellationToken)
        where TResult : class
    {
        try
        {
            var outcome = await work.WaitAsync(deadline.Token);
            Judge(guard.Breaker, host, outcome.IsFault);
            return outcome;
        }
        catch (OperationCanceledException)
        {
            // Whether or not the provider ends now, its caller does not wait for it.
            guard.Watch(work);
            guard.Breaker.Undecided();
            cancellationToken.ThrowIfCancellationRequested();
            Log.Overdue(logger, type.Value);
            return new CallOutcome<TResult>(ScmFailure.PlatformFailed($"There was no answer within {options.Value.Timeout.TotalSeconds} s."), "timeout");
        }
    }

    private static void Judge(ProviderBreaker breaker, string host, bool isFault)
    {
        if (isFault)
        {
            breaker.Misbehaved(host);
        }
        else
        {
            breaker.Behaved();
        }
    }

    // Owns the lease and the deadline: they end when the provider's work has ended, which may be later than anybody waits for it.
    private Task<CallOutcome<TResult>> RunAsync<TResult>(
        ScmType type, ProviderLease lease, CallDeadline deadline, Func<IScmProvider, CancellationToken, Task<ScmResult<TResult>>> call)
        where TResult : class
        => Task.Factory.StartNew(
            async () =>
            {
                try
                {
                    var result = ResultCopy.Of(await call(lease.Provider, deadline.Token));
                    return result is null ? Nonsense<TResult>(type) : CallOutcome<TResult>.Of(result);
                }
                catch (Exception exception) when (exception is not OutOfMemoryException)
                {
                    return Translate<TResult>(type, exception);
                }
                finally
                {
                    lease.Dispose();
                    deadline.Dispose();
                }
            },
            CancellationToken.None,
            TaskCreationOptions.None,
            scheduler).Unwrap();

    private CallOutcome<TResult> Translate<TResult>(ScmType type, Exception exception)
        where TResult : class
    {
        if (FailureTranslation.Translate(exception) is { } failure)
        {
            return CallOutcome<TResult>.Of(failure);
        }

        Log.Threw(logger, type.Value, FailureTranslation.Describe(exception));
        return new CallOutcome<TResult>(ScmFailure.PlatformFailed("The provider threw an exception."), "fault", IsFault: true);
    }

    private CallOutcome<TResult> Nonsense<TResult>(ScmType type)
        where TResult : class
    {
        Log.Nonsense(logger, type.Value, typeof(TResult).Name);
        return new CallOutcome<TResult>(ScmFailure.PlatformFailed("The provider returned nonsense."), "fault", IsFault: true);
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Error, "The provider of {ScmType} threw an exception, which is a bug of its plugin. {Exception}")]
        public static partial void Threw(ILogger logger, string scmType, string exception);

        [LoggerMessage(2, LogLevel.Error, "The provider of {ScmType} returned nothing, or a {Result} that its contract does not allow.")]
        public static partial void Nonsense(ILogger logger, string scmType, string result);

        [LoggerMessage(3, LogLevel.Warning, "A call of the provider of {ScmType} was given up at its deadline.")]
        public static partial void Overdue(ILogger logger, string scmType);
    }
}
