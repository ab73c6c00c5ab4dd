namespace Providers.Common.Tests;

/// <summary>A call that the fake platform saw.</summary>
public sealed record FakeCall(string Method, string Address, IReadOnlyDictionary<string, string> Headers);
