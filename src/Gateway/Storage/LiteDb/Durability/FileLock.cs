using System.Globalization;
using System.Text;

namespace Gateway.Storage.LiteDb.Durability;

/// <summary>
/// Keeps a second process away from the data file. The operating system lets go of it when the process ends, however it ends, so the file
/// may stay behind; it says who has, or had, the store.
/// </summary>
internal sealed class FileLock : IDisposable
{
    private readonly FileStream _stream;

    private FileLock(FileStream stream) => _stream = stream;

    /// <exception cref="StoreUnavailableException">Another process has it.</exception>
    public static FileLock Take(string path, string dataFile)
    {
        var options = new FileStreamOptions { Mode = FileMode.OpenOrCreate, Access = FileAccess.ReadWrite, Share = FileShare.None, BufferSize = 0 };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = PrivateFolder.FileMode;
        }

        FileStream stream;
        try
        {
            stream = new FileStream(path, options);
        }
        catch (IOException exception) when (exception is not (FileNotFoundException or DirectoryNotFoundException) && ReadHolder(path) is { } holder)
        {
            throw new StoreUnavailableException(
                $"The store «{dataFile}» is in use by another gateway (process {holder}). Stop that one, or set Gateway:Storage:LiteDb:Path to another file; "
                + "several gateways at once need Gateway:Storage:Kind=Postgres.",
                exception);
        }

        stream.SetLength(0);
        stream.Write(Encoding.ASCII.GetBytes(Environment.ProcessId.ToString(CultureInfo.InvariantCulture)));
        stream.Flush();
        return new FileLock(stream);
    }

    public void Dispose() => _stream.Dispose();

    private static string? ReadHolder(string path)
    {
        try
        {
            using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
            using var reader = new StreamReader(stream, Encoding.ASCII);
            var holder = reader.ReadToEnd();
            return int.TryParse(holder, NumberStyles.None, CultureInfo.InvariantCulture, out _) ? holder : "unknown";
        }
        catch (IOException)
        {
            return "unknown";
        }
        catch (UnauthorizedAccessException)
        {
            return null;
        }
    }
}
