using System.Diagnostics;
using Mono.Cecil;

namespace Gateway.SecurityTests.Mutations;

/// <summary>A copy of everything that a run needs, in which one assembly lacks a guard. Linked, so that it takes no room.</summary>
internal sealed class Mutant : IDisposable
{
    private Mutant(string directory) => Directory = directory;

    public string Directory { get; }

    public static async Task<Mutant> MakeAsync(Guard guard, int number)
    {
        // On the same disk, or nothing could be linked.
        var directory = Path.Combine(Path.GetDirectoryName(Path.TrimEndingDirectorySeparator(AppContext.BaseDirectory))!, $"mutant-{Environment.ProcessId}-{number}");
        using var copy = Process.Start("cp", ["-al", Path.TrimEndingDirectorySeparator(AppContext.BaseDirectory), directory]);
        await copy.WaitForExitAsync();
        Assert.Equal(0, copy.ExitCode);
        var mutant = new Mutant(directory);
        var file = Path.Combine(directory, guard.Assembly + ".dll");
        using var assembly = AssemblyDefinition.ReadAssembly(new MemoryStream(await File.ReadAllBytesAsync(file)), new ReaderParameters
        {
            AssemblyResolver = ResolverOf(directory),
        });
        guard.TakeOut(new Surgeon(assembly.MainModule));
        File.Delete(file);
        assembly.Write(file);
        return mutant;
    }

    public void Dispose() => System.IO.Directory.Delete(Directory, recursive: true);

    private static DefaultAssemblyResolver ResolverOf(string directory)
    {
        var resolver = new DefaultAssemblyResolver();
        resolver.AddSearchDirectory(directory);
        resolver.AddSearchDirectory(Path.GetDirectoryName(typeof(object).Assembly.Location)!);
        resolver.AddSearchDirectory(Path.GetDirectoryName(typeof(Microsoft.AspNetCore.Http.HttpContext).Assembly.Location)!);
        return resolver;
    }
}
