using System.Runtime.Versioning;
using Gateway.Storage;

namespace Gateway.Tests.Storage;

/// <summary>Folders that only the user who runs the gateway can read.</summary>
[UnsupportedOSPlatform("windows")]
public sealed class PrivateFolderTests : IDisposable
{
    private const UnixFileMode Mine = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    private readonly string _folder = Directory.CreateTempSubdirectory("gateway-private-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void What_Is_Missing_Of_It_Is_Made_For_Its_Owner_Only()
    {
        var parent = Path.Combine(_folder, "a");
        var child = Path.Combine(parent, "b");
        PrivateFolder.Create(child);

        Assert.Equal((Mine, Mine), (File.GetUnixFileMode(parent), File.GetUnixFileMode(child)));
    }

    [Fact]
    public void One_That_Is_There_Keeps_Its_Mode()
    {
        const UnixFileMode shared = Mine | UnixFileMode.GroupRead | UnixFileMode.GroupExecute;
        File.SetUnixFileMode(_folder, shared);
        PrivateFolder.Create(_folder);

        Assert.Equal(shared, File.GetUnixFileMode(_folder));
    }

    [Fact]
    public void One_That_Cannot_Be_Flushed_Is_Told_With_Its_Name()
    {
        var missing = Path.Combine(_folder, "missing");
        PrivateFolder.Flush(_folder);

        var failure = Assert.Throws<IOException>(() => PrivateFolder.Flush(missing));
        Assert.Contains(missing, failure.Message, StringComparison.Ordinal);
        Assert.Contains("No such file or directory", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_File_Is_Opened_Without_A_Buffer_And_For_Its_Owner_Only()
    {
        var options = PrivateFolder.Private(FileMode.CreateNew, FileShare.Read);

        Assert.Equal((FileMode.CreateNew, FileShare.Read, FileAccess.ReadWrite, 0), (options.Mode, options.Share, options.Access, options.BufferSize));
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, options.UnixCreateMode);
    }
}
