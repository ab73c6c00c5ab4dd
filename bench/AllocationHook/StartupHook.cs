using System.Globalization;
using System.Runtime.InteropServices;
using System.Runtime.Versioning;

/// <summary>
/// Goes into a .NET process that is measured (<c>DOTNET_STARTUP_HOOKS</c>, which wants this name, outside any namespace) and costs it nothing until
/// it is asked: at SIGCONT it writes to the file that <c>BENCH_ALLOCATIONS</c> names how many bytes have been allocated so far.
/// </summary>
[UnsupportedOSPlatform("windows")]
internal static class StartupHook
{
    /// <summary>Held, or the signal would be let go with it.</summary>
    internal static PosixSignalRegistration? Registration { get; private set; }

    public static void Initialize()
    {
        var file = Environment.GetEnvironmentVariable("BENCH_ALLOCATIONS")!;
        Registration = PosixSignalRegistration.Create(PosixSignal.SIGCONT, _ =>
        {
            var bytes = GC.GetTotalAllocatedBytes(precise: true);
            File.WriteAllText(file + ".new", bytes.ToString(CultureInfo.InvariantCulture));
            File.Move(file + ".new", file);
        });
    }
}
