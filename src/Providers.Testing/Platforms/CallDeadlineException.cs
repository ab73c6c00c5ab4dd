namespace Providers.Testing.Platforms;

/// <summary>What the gateway's deadline is to a provider that asks on and on.</summary>
internal sealed class CallDeadlineException(int requests)
    : HttpRequestException($"The deadline of the call has passed, after {requests} requests.");
