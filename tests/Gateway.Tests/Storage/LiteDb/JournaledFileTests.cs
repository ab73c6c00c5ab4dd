using Gateway.Storage.LiteDb;
using Gateway.Storage.LiteDb.Durability;

namespace Gateway.Tests.Storage.LiteDb;

/// <summary>The data file with its journal over it.</summary>
public sealed class JournaledFileTests : IDisposable
{
    private readonly FaultyFiles _files = new();
    private readonly JournaledFile _file;

    public JournaledFileTests()
    {
        _file = Open();
        _file.Load();
    }

    public void Dispose() => _file.Dispose();

    [Fact]
    public void What_Was_Written_Anywhere_Is_Read_Back()
    {
        _file.Write(Page.Size - 3, "across two pages"u8);
        Assert.Equal(Page.Size + 13, _file.Length);
        Assert.Equal("across two pages", Text(_file, Page.Size - 3, 16));
        Assert.Equal("pages", Text(_file, Page.Size + 8, 100));
        Assert.Equal("", Text(_file, Page.Size + 13, 5));
        Assert.Equal("", Text(_file, 10 * Page.Size, 5));
        Assert.Equal("\0\0\0acr", Text(_file, Page.Size - 6, 6));

        _file.Write(Page.Size - 3, "ACROSS"u8);
        Assert.Equal("ACROSS two pages", Text(_file, Page.Size - 3, 16));
        Assert.Equal(Page.Size + 13, _file.Length);
    }

    [Fact]
    public void What_Is_Not_Committed_Is_Discarded()
    {
        Commit("first");
        _file.Write(0, "other"u8);
        _file.SetLength(3 * Page.Size);
        Assert.True(_file.HasChanges);

        _file.Discard();

        Assert.False(_file.HasChanges);
        Assert.Equal((5, "first"), (_file.Length, Text(_file, 0, 10)));
    }

    [Fact]
    public void A_Longer_File_Is_A_Change_And_A_Shorter_One_Is_Refused()
    {
        Commit("first");
        Assert.False(_file.HasChanges);
        _file.SetLength(5);
        Assert.False(_file.HasChanges);

        _file.SetLength(6);

        Assert.True(_file.HasChanges);
        Assert.Throws<NotSupportedException>(() => _file.SetLength(5));
    }

    [Fact]
    public void Without_A_Change_Nothing_Is_Written()
    {
        Commit("first");
        var length = _file.JournalLength;

        _file.Commit();

        Assert.Equal(length, _file.JournalLength);
    }

    [Fact]
    public void A_Commit_Is_There_After_A_Crash_And_What_Was_Not_Committed_Is_Not()
    {
        Commit("first");
        _file.Write(0, "other"u8);
        _file.Commit();
        _file.Write(0, "third"u8);

        using var reopened = Open();
        Assert.Equal(2, reopened.Load().Commits);
        Assert.Equal("other", Text(reopened, 0, 5));
        Assert.Equal(0, _files.Data.Length);
    }

    [Fact]
    public void Folded_It_Is_In_The_Data_File_And_No_Longer_In_The_Journal()
    {
        Commit("first");
        _file.Fold();
        _file.Forget();

        Assert.Equal((5, 0), (_files.Data.Length, _files.Journal.Length));
        Assert.Equal("first", Text(_file, 0, 5));
        Assert.Equal("rst", Text(_file, 2, 5));
        using var reopened = Open();
        Assert.False(reopened.Load().IsNeeded);
        Assert.Equal("first", Text(reopened, 0, 5));
    }

    [Fact]
    public void The_Data_File_Is_On_The_Device_Before_The_Journal_Is_Emptied()
    {
        Commit("first");
        var calls = new List<FileCall>();
        _files.Fault = calls.Add;
        _file.Fold();

        Assert.Equal(
            [
                new("data", FileCallKind.Write), new("data", FileCallKind.SetLength), new("data", FileCallKind.Flush),
                new("journal", FileCallKind.SetLength), new("journal", FileCallKind.Flush),
            ],
            calls);
    }

    [Fact]
    public void What_Was_Never_Written_Is_Read_As_Nothing()
    {
        Commit("first");
        _file.Fold();
        _file.Forget();
        _file.SetLength(10);
        byte[] buffer = [.. Enumerable.Repeat((byte)7, 10)];

        Assert.Equal(10, _file.Read(0, buffer));
        Assert.Equal([.. "first"u8, 0, 0, 0, 0, 0], buffer);
    }

    [Fact]
    public void Something_Is_To_Be_Recovered_After_A_Commit_And_After_A_Write_That_Was_Cut_Short()
    {
        Commit("first");
        using (var whole = Open())
        {
            Assert.True(whole.Load() is { IsNeeded: true, Commits: 1, UnfinishedLength: 0 });
        }

        _files.Journal.SetLength(100);
        using var cut = Open();
        Assert.True(cut.Load() is { IsNeeded: true, Commits: 0, UnfinishedLength: 100 });
    }

    [Fact]
    public void A_Change_Upon_What_Was_Folded_Keeps_The_Rest_Of_Its_Page()
    {
        Commit("first page");
        _file.Fold();
        _file.Forget();
        _file.Write(6, "PAGE"u8);
        _file.Commit();
        _file.Accept();

        Assert.Equal("first PAGE", Text(_file, 0, 20));
    }

    [Fact]
    public void A_Fold_That_Fails_Leaves_Everything_Readable_And_Can_Be_Done_Again()
    {
        Commit("first");
        _files.Fault = call => throw new IOException($"{call.Kind} of {call.File}");
        Assert.Throws<IOException>(_file.Fold);
        Assert.Equal("first", Text(_file, 0, 5));

        _files.Fault = null;
        _file.Fold();
        Assert.Equal("first"u8.ToArray(), _files.Data.ToArray());
    }

    [Fact]
    public void A_Journal_That_Belongs_To_Another_File_Is_Refused()
    {
        _file.SetLength(2 * Page.Size);
        _file.Write(2 * Page.Size, "third page"u8);
        _file.Commit();

        using var reopened = Open();
        var refusal = Assert.Throws<InvalidDataException>(() => reopened.Load());
        Assert.Equal("Page 0 is neither in the data file nor in its journal.", refusal.Message);
    }

    [Fact]
    public void The_Probe_Asks_The_Data_File_Itself()
    {
        Commit("first");
        _files.Fault = call => throw new IOException(call.File);

        Assert.Equal("data", Assert.Throws<IOException>(_file.Probe).Message);
    }

    [Theory]
    [InlineData(0, null)]
    [InlineData(-1, "cut off: it has 24575 bytes, and should have 24576")]
    [InlineData(1, null)]
    public void A_Data_File_Has_The_Length_That_It_Says(int more, string? problem)
    {
        var header = new byte[Page.Size];
        "** This is a LiteDB file **"u8.CopyTo(header.AsSpan(32));
        header[64] = 2;
        _file.Write(0, header);
        _file.SetLength((3 * Page.Size) + more);

        AssertProblem(problem);
    }

    [Fact]
    public void An_Empty_File_Is_A_New_One_And_Anything_Else_Is_None_Of_The_Databases()
    {
        AssertProblem(null);
        _file.Write(0, new byte[Page.Size - 1]);
        AssertProblem("It is not a LiteDB file.");
        _file.Write(32, "** This is a LiteDB file **"u8);
        AssertProblem("It is not a LiteDB file.");
        _file.Write(0, new byte[Page.Size]);
        AssertProblem("It is not a LiteDB file.");
    }

    [Fact]
    public void The_Engines_Stream_Takes_Changes_Only_While_One_Is_Made()
    {
        var stream = new PageStream(_file);
        Assert.True(stream is { CanRead: true, CanSeek: true, CanWrite: true });
        Assert.Throws<NotSupportedException>(() => stream.Write([1, 2, 3], 0, 3));
        Assert.Throws<NotSupportedException>(() => stream.SetLength(10));

        stream.TakesChanges = true;
        stream.Write("0123456789"u8.ToArray(), 2, 6);
        Assert.Equal((6, 6), (stream.Position, stream.Length));
        Assert.Equal(5, stream.Seek(-1, SeekOrigin.End));
        Assert.Equal(3, stream.Seek(-2, SeekOrigin.Current));
        Assert.Equal(1, stream.Seek(1, SeekOrigin.Begin));
        var buffer = new byte[8];
        Assert.Equal(5, stream.Read(buffer, 1, 7));
        Assert.Equal([0, .. "34567"u8, 0, 0], buffer);
        Assert.Equal(6, stream.Position);
        stream.SetLength(10);
        Assert.Equal(10, _file.Length);
    }

    private JournaledFile Open() => new(_files.OpenData(), _files.OpenJournal());

    private void Commit(string text)
    {
        _file.Write(0, System.Text.Encoding.UTF8.GetBytes(text));
        _file.Commit();
        _file.Accept();
    }

    private static string Text(JournaledFile file, long position, int length)
    {
        var buffer = new byte[length];
        return System.Text.Encoding.UTF8.GetString(buffer, 0, file.Read(position, buffer));
    }

    private void AssertProblem(string? problem)
    {
        var found = Record.Exception(() => DataFileCheck.Check(_file));
        if (problem is null)
        {
            Assert.Null(found);
        }
        else
        {
            Assert.Contains(problem, Assert.IsType<InvalidDataException>(found).Message, StringComparison.Ordinal);
        }
    }
}
