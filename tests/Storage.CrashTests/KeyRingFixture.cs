using System.Diagnostics.Metrics;
using Gateway.Storage.Protection;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.FileProviders;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace Storage.CrashTests;

/// <summary>One key ring and one meter factory for all the stores of a test class.</summary>
public sealed class KeyRingFixture : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("gateway-crash-").FullName;
    private readonly ServiceProvider _services = new ServiceCollection().AddMetrics().BuildServiceProvider();

    public KeyRingFixture()
    {
        Ring = new KeyRing(
            Options.Create(new KeyOptions { Directory = _folder }),
            new Environment { ContentRootPath = _folder },
            TimeProvider.System,
            NullLogger<KeyRing>.Instance);
        Ring.Create();
    }

    internal KeyRing Ring { get; }

    internal IMeterFactory Meters => _services.GetRequiredService<IMeterFactory>();

    public void Dispose()
    {
        _services.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    private sealed class Environment : IHostEnvironment
    {
        public string EnvironmentName { get; set; } = "Test";

        public string ApplicationName { get; set; } = "Test";

        public required string ContentRootPath { get; set; }

        public IFileProvider ContentRootFileProvider { get; set; } = new NullFileProvider();
    }
}
