using Microsoft.Extensions.Options;

namespace Gateway.Tests;

/// <summary>Options that a test sets, and changes when it likes.</summary>
internal sealed class OptionsMonitorStub<TOptions>(TOptions value) : IOptionsMonitor<TOptions>
{
    public TOptions CurrentValue { get; set; } = value;

    public TOptions Get(string? name) => CurrentValue;

    public IDisposable? OnChange(Action<TOptions, string?> listener) => null;
}
