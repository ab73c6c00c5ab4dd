using System.Diagnostics;

namespace Gateway.SecurityTests.Worlds;

/// <summary>
/// A network of its own for a process of this assembly: only loopback, every address of the internet leads to it, and names are asked
/// of a server that the process plays itself. Nothing that is dialled there leaves the machine.
/// </summary>
internal static class NetworkNamespace
{
    private const string Prepare = """
        set -e
        ip link set lo up
        ip route add local 0.0.0.0/0 dev lo
        ip -6 route add local ::/0 dev lo
        mount --bind "$1/resolv.conf" /etc/resolv.conf
        mount --bind "$1/hosts" /etc/hosts
        shift
        exec "$@"
        """;

    /// <param name="directory">Where this assembly lies, or a copy of it.</param>
    /// <param name="scratch">A folder for the files that are laid over the system's, and for the output.</param>
    /// <param name="environment">Variables besides the inherited ones.</param>
    /// <param name="arguments">For the program.</param>
    public static async Task RunAsync(
        string directory, string scratch, IReadOnlyDictionary<string, string> environment, params string[] arguments)
    {
        await File.WriteAllTextAsync(Path.Combine(scratch, "resolv.conf"), $"nameserver {NameServer.Address}\noptions timeout:2 attempts:2\n");
        await File.WriteAllTextAsync(Path.Combine(scratch, "hosts"), "127.0.0.1 localhost\n");

        // Who is not root becomes root of a user namespace, where the system allows that.
        string[] namespaces = Environment.IsPrivilegedProcess ? ["--net", "--mount"] : ["--user", "--map-root-user", "--net", "--mount"];
        var start = new ProcessStartInfo(
            "unshare",
            [.. namespaces, "sh", "-c", Prepare, "sh", scratch, Environment.ProcessPath!, Path.Combine(directory, "Gateway.SecurityTests.dll"), .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = scratch,
        };
        foreach (var name in (string[])["HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "http_proxy", "https_proxy", "all_proxy", "NO_PROXY", "no_proxy"])
        {
            start.Environment.Remove(name);
        }

        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        using var process = Process.Start(start)!;
        var output = SaveAsync(process.StandardOutput, Path.Combine(scratch, "output"));
        var errors = SaveAsync(process.StandardError, Path.Combine(scratch, "errors"));
        await Task.WhenAll(output, errors, process.WaitForExitAsync());
        if (process.ExitCode != 0)
        {
            throw new InvalidOperationException(
                $"The process in its own network namespace ended with {process.ExitCode}. It needs unshare, ip and mount, and root or user namespaces.\n"
                + Tail(await File.ReadAllTextAsync(Path.Combine(scratch, "errors"))) + Tail(await File.ReadAllTextAsync(Path.Combine(scratch, "output"))));
        }
    }

    private static async Task SaveAsync(StreamReader reader, string path)
    {
        await using var file = File.Create(path);
        await reader.BaseStream.CopyToAsync(file);
    }

    private static string Tail(string text) => text.Length > 4000 ? text[^4000..] : text;
}
