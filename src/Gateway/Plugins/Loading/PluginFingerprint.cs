using System.Security.Cryptography;
using System.Text;

namespace Gateway.Plugins.Loading;

/// <summary>
/// Tells whether a plugin's files have changed without reading them: by where they really are, their sizes, their times and their
/// permissions. So a link that was turned is seen, and a file that was replaced by one as long and as old.
/// </summary>
internal sealed class PluginFingerprint
{
    private readonly StringBuilder _text = new();

    /// <summary>Whether no file was found.</summary>
    public bool IsEmpty { get; private set; } = true;

    public void Add(PluginFolder folder)
    {
        _text.Append('\n').Append(folder.Directory);
        try
        {
            var (files, problem) = PluginFiles.Collect(folder);
            IsEmpty &= files.Count == 0 && problem is null;
            _text.Append('\n').Append(problem);
            foreach (var (relative, path) in files)
            {
                Add(relative, new FileInfo(RealPath.Of(path)));
            }
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            IsEmpty = false;
            _text.Append('\n').Append(exception.Message);
        }
    }

    public override string ToString() => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(_text.ToString())));

    private void Add(string relative, FileInfo file)
    {
        var mode = OperatingSystem.IsWindows() ? default : file.UnixFileMode;
        _text.Append(
            System.Globalization.CultureInfo.InvariantCulture,
            $"\n{relative}|{file.FullName}|{file.Length}|{file.LastWriteTimeUtc.Ticks}|{file.CreationTimeUtc.Ticks}|{mode}");
    }
}
