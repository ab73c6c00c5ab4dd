using System.Text.Json;

namespace Gateway.Storage.Protection;

/// <summary>A key as it lies in the key folder.</summary>
internal sealed record KeyFile
{
    public const string Extension = ".key";

    public required string Id { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public required byte[] Key { get; init; }

    /// <exception cref="StoreUnavailableException">The file is damaged, or does not hold the key it says.</exception>
    public static ProtectionKey Read(string path)
    {
        try
        {
            var file = JsonSerializer.Deserialize(File.ReadAllBytes(path), KeyFileJsonContext.Default.KeyFile);
            if (file is { Key.Length: ProtectionKey.Size } && new ProtectionKey(file.Key, file.CreatedAt) is var key && key.Id == file.Id)
            {
                return key;
            }
        }
        catch (Exception exception) when (exception is JsonException or IOException or UnauthorizedAccessException)
        {
            throw new StoreUnavailableException($"The key file «{path}» cannot be read: {exception.GetType().Name}. Restore it.", exception);
        }

        throw new StoreUnavailableException($"The key file «{path}» is damaged: the key in it is not the one that it names. Restore it.");
    }

    /// <summary>Returns when the file is on the disk; a file that is there is wholly there.</summary>
    public static void Write(string folder, ProtectionKey key)
    {
        var file = new KeyFile { Id = key.Id, CreatedAt = key.CreatedAt, Key = key.Export() };
        var path = Path.Combine(folder, key.Id + Extension);
        var unfinished = path + ".new";
        using (var stream = new FileStream(unfinished, PrivateFolder.Private(FileMode.Create, FileShare.None)))
        {
            JsonSerializer.Serialize(stream, file, KeyFileJsonContext.Default.KeyFile);
            stream.Flush(flushToDisk: true);
        }

        File.Move(unfinished, path);
        PrivateFolder.Flush(folder);
    }
}
