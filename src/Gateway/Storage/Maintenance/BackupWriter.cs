using System.Security.Cryptography;
using System.Text.Json;

namespace Gateway.Storage.Maintenance;

/// <summary>Writes a backup file, line by line; it has its name only when all of it is on the disk.</summary>
internal sealed class BackupWriter : IAsyncDisposable
{
    private const int BufferSize = 1 << 16;

    private readonly string _path;
    private readonly string _unfinished;
    private readonly FileStream _file;
    private readonly BufferedStream _stream;
    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);

    public BackupWriter(string path)
    {
        _path = path;
        _unfinished = path + ".unfinished";
        // What a backup that was broken off has left goes, and what somebody else put there is not followed.
        File.Delete(_unfinished);
        _file = new FileStream(_unfinished, PrivateFolder.Private(FileMode.CreateNew, FileShare.Read));
        _stream = new BufferedStream(_file, BufferSize);
    }

    public async Task WriteAsync(BackupLine line, CancellationToken cancellationToken)
    {
        byte[] bytes = [.. JsonSerializer.SerializeToUtf8Bytes(line, BackupJsonContext.Default.BackupLine), (byte)'\n'];
        _hash.AppendData(bytes);
        await _stream.WriteAsync(bytes, cancellationToken);
    }

    public async Task<BackupEnd> EndAsync(long integrations, long adoptedOwners, CancellationToken cancellationToken)
    {
        var end = new BackupEnd
        {
            Integrations = integrations,
            AdoptedOwners = adoptedOwners,
            Sha256 = Convert.ToHexStringLower(_hash.GetCurrentHash()),
        };
        await WriteAsync(new BackupLine { End = end }, cancellationToken);
        await _stream.FlushAsync(cancellationToken);
        _file.Flush(flushToDisk: true);
        return end;
    }

    /// <summary>Gives the file its name, when it was found good.</summary>
    public void Publish()
    {
        File.Move(_unfinished, _path, overwrite: true);
        PrivateFolder.Flush(Path.GetDirectoryName(_path)!);
    }

    public string UnfinishedPath => _unfinished;

    public async ValueTask DisposeAsync()
    {
        await _stream.DisposeAsync();
        _hash.Dispose();
        File.Delete(_unfinished);
    }
}
