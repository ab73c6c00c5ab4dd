using System.Security.Cryptography;
using System.Text;
using Gateway.Operations;
using Gateway.Storage;
using Microsoft.Extensions.Options;

namespace Gateway.Plugins;

/// <summary>
/// The plugins that travel inside the program. They are laid out as files, because that is how plugins are loaded, and go through the same
/// door as any other: what is on the disk is held against what the program carries at each start, and laid out anew where it differs.
/// </summary>
internal sealed partial class ShippedPlugins(
    ShippedFiles files, IOptions<PluginOptions> options, IHostEnvironment environment, ILogger<ShippedPlugins> logger)
{
    private const int DigestLength = 12;

    /// <summary>The directory that holds one folder per plugin, once they are laid out; none when the program carries none.</summary>
    public IReadOnlyList<PluginRoot> Roots { get; private set; } = [];

    /// <exception cref="IOException">They cannot be laid out. Also <see cref="UnauthorizedAccessException"/>.</exception>
    public void LayOut()
    {
        if (files.Names.Count == 0)
        {
            return;
        }

        var parent = Path.GetFullPath(options.Value.ShippedDirectory, environment.ContentRootPath);
        var hashes = files.Names.ToDictionary(name => name, name => Hash(files.Open(name)), StringComparer.Ordinal);
        var directory = Path.Combine(parent, $"{ProductVersion.Text}-{Digest(hashes)[..DigestLength]}");
        if (!IsIntact(directory, hashes))
        {
            Write(parent, directory);
            Log.LaidOut(logger, hashes.Count, directory);
        }

        RemoveOthers(parent, directory);
        Roots = [new PluginRoot(directory, IsShipped: true)];
    }

    private static bool IsIntact(string directory, Dictionary<string, string> hashes)
        => Directory.Exists(directory)
            && Directory.EnumerateFiles(directory, "*", SearchOption.AllDirectories).Count() == hashes.Count
            && hashes.All(file => Path.Combine(directory, file.Key) is var path && File.Exists(path) && Hash(File.OpenRead(path)) == file.Value);

    // Beside its place first, so that nobody ever finds half of it there.
    private void Write(string parent, string directory)
    {
        PrivateFolder.Create(parent);
        var half = Path.Combine(parent, $".{Guid.NewGuid():N}");
        foreach (var name in files.Names)
        {
            var path = Path.Combine(half, name);
            PrivateFolder.Create(Path.GetDirectoryName(path)!);
            using var source = files.Open(name);
            using var target = new FileStream(path, PrivateFolder.Private(FileMode.CreateNew, FileShare.None));
            source.CopyTo(target);
            target.Flush(flushToDisk: true);
        }

        if (Directory.Exists(directory))
        {
            Directory.Delete(directory, recursive: true);
        }

        Directory.Move(half, directory);
        PrivateFolder.Flush(parent);
    }

    // Of other versions of the program, and halves that a power cut left. Of no consequence, so a failure is only told.
    private void RemoveOthers(string parent, string directory)
    {
        foreach (var other in Directory.EnumerateDirectories(parent).Where(other => other != directory))
        {
            try
            {
                Directory.Delete(other, recursive: true);
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
            {
                Log.NotRemoved(logger, other, exception);
            }
        }
    }

    private static string Hash(Stream content)
    {
        using (content)
        {
            return Convert.ToHexStringLower(SHA256.HashData(content));
        }
    }

    private string Digest(Dictionary<string, string> hashes)
        => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', files.Names.Select(name => $"{hashes[name]} {name}")))));

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Information, "Laid out the {Count} files of the plugins that came with the program in {Directory}.")]
        public static partial void LaidOut(ILogger logger, int count, string directory);

        [LoggerMessage(2, LogLevel.Warning, "The plugins of another version of the program in {Directory} could not be removed.")]
        public static partial void NotRemoved(ILogger logger, string directory, Exception exception);
    }
}
