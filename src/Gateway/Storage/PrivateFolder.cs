using System.ComponentModel;
using System.Runtime.InteropServices;
using System.Text;

namespace Gateway.Storage;

/// <summary>Folders and files that only the user who runs the gateway can read, and whose names survive a power cut.</summary>
internal static class PrivateFolder
{
    private const UnixFileMode FileModes = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private const UnixFileMode FolderModes = FileModes | UnixFileMode.UserExecute;

    /// <summary>To open a file for reading and writing, made for its owner's eyes only where it is made, without a buffer.</summary>
    public static FileStreamOptions Private(FileMode mode, FileShare share)
    {
        var options = new FileStreamOptions { Mode = mode, Access = FileAccess.ReadWrite, Share = share, BufferSize = 0 };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = FileModes;
        }

        return options;
    }

    /// <summary>Creates what is missing of the folder; one that exists keeps its mode.</summary>
    public static void Create(string folder)
    {
        if (Directory.Exists(folder))
        {
            return;
        }

        if (Path.GetDirectoryName(folder) is { Length: > 0 } parent)
        {
            Create(parent);
            CreateOne(folder);
            Flush(parent);
        }
    }

    /// <summary>
    /// Makes the names in a folder durable: without it a file that was created and flushed may be gone after a power cut. Windows has
    /// no such call, and needs none.
    /// </summary>
    public static void Flush(string folder)
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        const int readOnly = 0;
        var descriptor = Open([.. Encoding.UTF8.GetBytes(folder), 0], readOnly);
        if (descriptor < 0)
        {
            throw Failure(folder);
        }

        try
        {
            if (Synchronize(descriptor) != 0)
            {
                throw Failure(folder);
            }
        }
        finally
        {
            _ = Close(descriptor);
        }
    }

    private static void CreateOne(string folder)
    {
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(folder);
        }
        else
        {
            Directory.CreateDirectory(folder, FolderModes);
        }
    }

    private static IOException Failure(string folder)
        => new($"The folder «{folder}» cannot be flushed to the disk: {new Win32Exception(Marshal.GetLastPInvokeError()).Message}.");

    [DllImport("libc", EntryPoint = "open", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Open(byte[] path, int flags);

    [DllImport("libc", EntryPoint = "fsync", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Synchronize(int descriptor);

    [DllImport("libc", EntryPoint = "close", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Close(int descriptor);
}
