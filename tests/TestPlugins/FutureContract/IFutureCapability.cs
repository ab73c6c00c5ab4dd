namespace Providers.Abstractions;

/// <summary>A capability that no host has yet.</summary>
public interface IFutureCapability;
