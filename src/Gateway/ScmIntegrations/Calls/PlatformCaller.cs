using Gateway.Errors;
using Gateway.Identity;
using Gateway.Plugins;
using Gateway.ScmIntegrations.Health;
using Gateway.ScmIntegrations.OAuth;
using Providers.Abstractions;

namespace Gateway.ScmIntegrations.Calls;

/// <summary>Asks a platform something for an integration, with its stored token, and marks the token when the platform refuses it.</summary>
internal sealed partial class PlatformCaller(
    IntegrationFinder finder,
    IProviderCatalog providers,
    IProviderInvoker platforms,
    TokenRefresher refresher,
    TokenStatusRecorder recorder,
    UnreachableFloor floor,
    TimeProvider time,
    ILogger<PlatformCaller> logger)
{
    public async Task<Outcome<Answer<TResult>>> CallAsync<TCapability, TResult>(
        CurrentOwner owner,
        string reference,
        bool changesSomething,
        Func<TCapability, ScmConnection, CancellationToken, Task<ScmResult<TResult>>> call,
        CancellationToken cancellationToken)
        where TCapability : class
        where TResult : class
    {
        var found = changesSomething
            ? await finder.FindForChangeAsync(owner.Id, reference, cancellationToken)
            : await finder.FindForReadingAsync(owner.Id, reference, cancellationToken);
        if (found.Value is not { } integration)
        {
            return found.Refusal!;
        }

        if (providers.Find(integration.Type) is not { } provider)
        {
            return ScmIntegrationService.NotServed(integration.Type);
        }

        if (!provider.Can<TCapability>())
        {
            return Refusal.NotFound;
        }

        var refreshed = await refresher.RefreshAsync(integration, cancellationToken);
        if (refreshed.Value is null)
        {
            await NoteAsync(integration, refreshed.Failure!);
            return CallRefusals.From(refreshed.Failure!, provider);
        }

        integration = refreshed.Value;
        if (integration.AccessToken is null || !ScmAccessToken.TryParse(integration.AccessToken.Reveal(), out var token))
        {
            return Refusal.Forbidden("the integration has no token: replace it", ErrorCodes.TokenMissing);
        }

        var started = time.GetTimestamp();
        var result = await platforms.InvokeAsync(integration.Type, integration.Instance, token, call, cancellationToken);
        if (result.Value is { } value)
        {
            return new Answer<TResult>(integration, value);
        }

        await NoteAsync(integration, result.Failure!);
        await floor.HoldAsync(result.Failure!, started, cancellationToken);
        return CallRefusals.From(result.Failure!, provider);
    }

    private async Task NoteAsync(ScmIntegration integration, ScmFailure failure)
    {
        Log.Failed(logger, integration.Type, integration.Id, failure.Reason, failure.Detail);

        // When somebody replaces the token at this moment, the refusal was of the old one and nothing needs noting.
        if (failure.IsTokensFault() && integration.Status != IntegrationStatus.Invalid)
        {
            await recorder.RecordAsync(integration, integration.Invalidate(time.GetUtcNow()));
        }
    }

    /// <summary>What the platform answered, and for which integration.</summary>
    internal sealed record Answer<TResult>(ScmIntegration Integration, TResult Value);

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "A call to {ScmType} for integration {IntegrationId} failed: {Reason} ({Detail}).")]
        public static partial void Failed(ILogger logger, ScmType scmType, Guid integrationId, ScmFailureReason reason, string? detail);
    }
}
