using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Npgsql;

namespace Storage.PostgresTests;

/// <summary>A real PostgreSQL server on a port of its own, which can be stopped and started. Needs the server's binaries, and says so.</summary>
public sealed class PostgresServer : IAsyncLifetime
{
    private const string User = "postgres";

    private readonly string _folder = Directory.CreateTempSubdirectory("gateway-postgres-").FullName;
    private readonly int _port = FindFreePort();
    private Process _guard = null!;
    private int _databases;

    private string DataFolder => Path.Combine(_folder, "data");

    private string[] StopArguments => ["stop", "-w", "-m", "immediate", "-D", DataFolder];

    public async Task InitializeAsync()
    {
        if (Environment.IsPrivilegedProcess)
        {
            await RunAsync("chown", User, _folder);
        }

        _guard = StartGuard();
        await RunServerToolAsync("initdb", "-D", DataFolder, "-U", User, "--auth=trust", "--no-sync", "--encoding=UTF8", "--locale=C.UTF-8");
        await StartAsync();
    }

    public async Task DisposeAsync()
    {
        _guard.StandardInput.Close();
        await _guard.WaitForExitAsync();
        _guard.Dispose();
    }

    public Task StartAsync() => RunServerToolAsync(
        "pg_ctl", "start", "-w", "-D", DataFolder, "-l", Path.Combine(_folder, "log"), "-o",
        $"-p {_port.ToString(CultureInfo.InvariantCulture)} -h 127.0.0.1 -k {_folder} -c fsync=off -c max_connections=200");

    public Task StopAsync() => RunServerToolAsync("pg_ctl", StopArguments);

    /// <summary>Gives the connection string of a new, empty database.</summary>
    public async Task<string> CreateDatabaseAsync()
    {
        var name = "gateway_" + Interlocked.Increment(ref _databases).ToString(CultureInfo.InvariantCulture);
        await ExecuteAsync(ConnectionStringOf(User), $"create database {name}");
        return ConnectionStringOf(name);
    }

    public static async Task<long> ExecuteAsync(string connectionString, string text)
    {
        await using var connection = new NpgsqlConnection(connectionString + ";Pooling=false");
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(text, connection);
        return await command.ExecuteScalarAsync() is long number ? number : 0;
    }

    /// <summary>Ends every other session of a database.</summary>
    public static Task DropConnectionsAsync(string connectionString) => ExecuteAsync(
        connectionString, "select count(pg_terminate_backend(pid)) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()");

    /// <summary>How many sessions of a database hold an advisory lock.</summary>
    public static Task<long> CountLocksAsync(string connectionString, long id) => ExecuteAsync(
        connectionString,
        $"""
        select count(*) from pg_locks join pg_database on pg_database.oid = pg_locks.database
        where datname = current_database() and locktype = 'advisory' and (classid::bigint << 32 | objid::bigint) = {id}
        """);

    // Hundreds of calls may wait for twenty connections while the machine is full.
    private string ConnectionStringOf(string database)
        => $"Host=127.0.0.1;Port={_port.ToString(CultureInfo.InvariantCulture)};Username={User};Database={database};Maximum Pool Size=20;Timeout=60";

    // Takes the server and its folder away once this process is done with it, or has been killed: its end of the pipe is closed then.
    private Process StartGuard() => Process.Start(
        new ProcessStartInfo("/bin/sh", ["-c", "cd / && read _; \"$@\" > /dev/null 2>&1; rm -rf \"$0\"", _folder, .. AsServer("pg_ctl", StopArguments)])
        {
            RedirectStandardInput = true,
        })!;

    private Task RunServerToolAsync(string tool, params string[] arguments)
    {
        var command = AsServer(tool, arguments);
        return RunAsync(command[0], command[1..]);
    }

    // The server refuses to run as root.
    private static string[] AsServer(string tool, string[] arguments)
        => Environment.IsPrivilegedProcess ? ["runuser", "-u", User, "--", FindTool(tool), .. arguments] : [FindTool(tool), .. arguments];

    private static string FindTool(string tool)
    {
        const string root = "/usr/lib/postgresql";
        var versions = Directory.Exists(root) ? Directory.GetDirectories(root) : [];
        return versions.Select(version => Path.Combine(version, "bin", tool)).LastOrDefault(File.Exists)
            ?? throw new FileNotFoundException($"These tests need a PostgreSQL server, and {root}/*/bin/{tool} is not there: install the package postgresql.");
    }

    private async Task RunAsync(string command, params string[] arguments)
    {
        var output = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());
        var start = new ProcessStartInfo("/bin/sh", ["-c", "cd / && exec \"$@\" > \"$0\" 2>&1", output, command, .. arguments]);
        using var process = Process.Start(start)!;
        await process.WaitForExitAsync();
        var text = await File.ReadAllTextAsync(output);
        File.Delete(output);
        Assert.True(process.ExitCode == 0, $"{command} {string.Join(' ', arguments)} in {_folder}: {text}");
    }

    private static int FindFreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
