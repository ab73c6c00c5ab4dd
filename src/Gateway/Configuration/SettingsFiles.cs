using System.Security.Cryptography;

namespace Gateway.Configuration;

/// <summary>The files that settings are read from, whether they exist or not.</summary>
internal sealed class SettingsFiles
{
    private readonly IReadOnlyList<string> _paths;

    private SettingsFiles(IReadOnlyList<string> paths) => _paths = paths;

    public bool IsEmpty => _paths.Count == 0;

    public static SettingsFiles Of(IConfigurationBuilder configuration) => new([.. configuration.Sources
        .OfType<FileConfigurationSource>()
        .Select(source => source.FileProvider?.GetFileInfo(source.Path ?? "").PhysicalPath)
        .OfType<string>()]);

    /// <summary>What is in them, in a form that is equal for equal content. A file that cannot be read now is as one that is not there.</summary>
    public async Task<string> ReadAsync(CancellationToken cancellationToken)
    {
        var digests = new List<string>(_paths.Count);
        foreach (var path in _paths)
        {
            digests.Add(await ReadAsync(path, cancellationToken));
        }

        return string.Join(' ', digests);
    }

    private static async Task<string> ReadAsync(string path, CancellationToken cancellationToken)
    {
        try
        {
            return Convert.ToHexString(SHA256.HashData(await File.ReadAllBytesAsync(path, cancellationToken)));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return exception.GetType().Name;
        }
    }
}
