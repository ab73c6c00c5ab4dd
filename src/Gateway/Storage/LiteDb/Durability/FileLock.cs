using System.Globalization;

namespace Gateway.Storage.LiteDb.Durability;

/// <summary>
/// Keeps a second process away from the data file. The operating system lets go of the lock when the process ends, however it ends; a file
/// beside it says who has it, because a locked file cannot be read.
/// </summary>
internal sealed class FileLock : IDisposable
{
    public const string LockSuffix = ".lock";
    public const string HolderSuffix = ".pid";

    private readonly FileStream _stream;
    private readonly string _holderFile;

    private FileLock(FileStream stream, string holderFile)
    {
        _stream = stream;
        _holderFile = holderFile;
    }

    /// <exception cref="StoreInUseException">Another process has it.</exception>
    public static FileLock Take(string dataFile)
    {
        var holderFile = dataFile + HolderSuffix;
        FileStream stream;
        try
        {
            stream = new FileStream(dataFile + LockSuffix, PrivateFolder.Private(FileMode.OpenOrCreate, FileShare.None));
        }
        catch (IOException exception) when (exception is not (FileNotFoundException or DirectoryNotFoundException))
        {
            throw new StoreInUseException(
                $"The store «{dataFile}» is in use by another gateway (process {ReadHolder(holderFile)}). Stop that one, or set Gateway:Storage:LiteDb:Path to another file; "
                + "several gateways at once need Gateway:Storage:Kind=Postgres.",
                exception)
            { IsInUse = true };
        }

        var taken = new FileLock(stream, holderFile);
        try
        {
            taken.WriteHolder();
            return taken;
        }
        catch
        {
            taken.Dispose();
            throw;
        }
    }

    public void Dispose()
    {
        try
        {
            File.Delete(_holderFile);
        }
        finally
        {
            _stream.Dispose();
        }
    }

    private void WriteHolder()
    {
        using var stream = new FileStream(_holderFile, PrivateFolder.Private(FileMode.Create, FileShare.ReadWrite));
        using var writer = new StreamWriter(stream);
        writer.Write(Environment.ProcessId.ToString(CultureInfo.InvariantCulture));
    }

    private static string ReadHolder(string holderFile)
    {
        try
        {
            return int.TryParse(File.ReadAllText(holderFile), NumberStyles.None, CultureInfo.InvariantCulture, out var id)
                ? id.ToString(CultureInfo.InvariantCulture)
                : "unknown";
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return "unknown";
        }
    }
}
