namespace Providers.Common.Tests;

/// <summary>A call that no test expects. None of the kinds that a provider may let through or turn into a result.</summary>
public sealed class UnregisteredCallException(string call) : Exception(call);
