using Gateway.Storage;
using Gateway.Storage.LiteDb.Durability;
using Tests.Common;

namespace Gateway.Tests.Storage.LiteDb;

/// <summary>The files of a store on the disk, and the locks on them.</summary>
public sealed class DiskFilesTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly string _path;
    private readonly DiskFiles _files;

    public DiskFilesTests()
    {
        _path = Path.Combine(_folder.Path, "gateway.db");
        _files = new DiskFiles(_path);
    }

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Reading_Gives_What_Is_There_And_No_More(bool isSnapshot)
    {
        File.WriteAllText(_path, "0123456789");
        using IStoreFile file = isSnapshot ? new ReadOnlyFile(_path) : new StoreFile(_path);

        Assert.Equal(10, file.Length);
        Assert.Equal("6789", Read(file, 6, 8));
        Assert.Equal("345", Read(file, 3, 3));
        Assert.Equal("", Read(file, 10, 3));
    }

    [Fact]
    public void A_Snapshot_Is_Never_Written_To()
    {
        File.WriteAllText(_path, "0123456789");
        using var file = new ReadOnlyFile(_path);

        Assert.Throws<NotSupportedException>(() => file.Write(0, "x"u8));
        Assert.Throws<NotSupportedException>(() => file.SetLength(1));
        Assert.Throws<NotSupportedException>(file.Flush);
    }

    [Fact]
    public void A_Snapshot_Without_A_Journal_Has_An_Empty_One()
    {
        File.WriteAllText(_path, "0123456789");
        using var file = _files.OpenForReading();

        Assert.False(file.Load().IsNeeded);
        Assert.Equal((10, 0), (file.Length, file.JournalLength));
        using var empty = ReadOnlyFile.Empty;
        Assert.Equal((0, ""), (empty.Length, Read(empty, 0, 3)));
    }

    [Fact]
    public void While_A_Snapshot_Is_Open_The_Data_File_Cannot_Be_Held_And_The_Other_Way_Round()
    {
        using (var first = _files.TryPinData())
        using (var second = _files.TryPinData())
        {
            Assert.NotNull(first);
            Assert.NotNull(second);
            Assert.Null(_files.TryHoldData());
        }

        using (var held = _files.TryHoldData())
        {
            Assert.NotNull(held);
            Assert.Null(_files.TryPinData());
            Assert.Null(_files.TryHoldData());
        }

        using var again = _files.TryPinData();
        Assert.NotNull(again);
    }

    [Fact]
    public void What_Another_Program_Left_Open_Is_Refused_And_Lets_Go_Of_The_Lock()
    {
        var log = Path.Combine(_folder.Path, "gateway-log.db");
        File.WriteAllText(log, "pages");
        Assert.Throws<StoreUnavailableException>(_files.Take);

        File.Delete(log);
        using var taken = _files.Take();
        Assert.Equal($"{Environment.ProcessId}", File.ReadAllText(_path + ".pid"));
    }

    [Theory]
    [InlineData("4711", "process 4711")]
    [InlineData("", "process unknown")]
    [InlineData("rm -rf", "process unknown")]
    [InlineData(null, "process unknown")]
    public void Whoever_Has_It_Is_Named_Where_That_Is_Known(string? holder, string name)
    {
        using var taken = _files.Take();
        File.Delete(_path + ".pid");
        if (holder is not null)
        {
            File.WriteAllText(_path + ".pid", holder);
        }

        Assert.Contains($"({name})", Assert.Throws<StoreInUseException>(_files.Take).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_Lock_That_Cannot_Be_Signed_Is_Let_Go_Of()
    {
        Directory.CreateDirectory(_path + ".pid");
        Assert.Throws<UnauthorizedAccessException>(_files.Take);

        Directory.Delete(_path + ".pid");
        _files.Take().Dispose();
    }

    [Fact]
    public void A_Store_That_Was_Made_Beside_It_Takes_Its_Place_Without_The_Old_Journal()
    {
        File.WriteAllText(_path, "old");
        File.WriteAllText(_path + "-journal", "old");
        var other = _path + ".restoring";
        File.WriteAllText(other, "new");

        DiskFiles.Replace(_path, other);

        Assert.Equal(["gateway.db"], Directory.GetFiles(_folder.Path).Select(Path.GetFileName));
        Assert.Equal("new", File.ReadAllText(_path));
    }

    [Fact]
    public void What_Is_Removed_Is_Removed_With_All_That_Lies_Beside_It()
    {
        foreach (var suffix in new[] { "", "-journal", ".pin", ".lock", ".pid", ".other" })
        {
            File.WriteAllText(_path + suffix, "");
        }

        DiskFiles.Delete(_path);

        Assert.Equal(["gateway.db.other"], Directory.GetFiles(_folder.Path).Select(Path.GetFileName));
    }

    private static string Read(IStoreFile file, long position, int length)
    {
        var buffer = new byte[length];
        return System.Text.Encoding.UTF8.GetString(buffer, 0, file.Read(position, buffer));
    }
}
