using Gateway.Storage.LiteDb.Durability;

namespace Gateway.Tests.Storage.LiteDb;

/// <summary>The journal: what is whole is read back, and nothing else.</summary>
public sealed class PageJournalTests
{
    private readonly FaultyFiles _files = new();
    private readonly PageJournal _journal;

    public PageJournalTests() => _journal = new PageJournal(_files.OpenJournal());

    [Fact]
    public void Commits_Are_Read_Back_In_Order()
    {
        _journal.Append(2 * Page.Size, [PageOf(0, 1), PageOf(1, 2)]);
        _journal.Append(9 * Page.Size, []);
        _journal.Append(9 * Page.Size, [PageOf(8, 3)]);

        var (entries, journal) = ReadBack();

        Assert.Equal([2 * Page.Size, 9 * Page.Size, 9L * Page.Size], entries.Select(entry => entry.DataLength));
        Assert.Equal([(0, 1), (1, 2), (8, 3)], entries.SelectMany(entry => entry.Pages).Select(page => ((int)page.Index, (int)page.Bytes[^1])));
        Assert.Equal((_files.Journal.Length, 0), (journal.Length, journal.UnfinishedLength));
        Assert.Equal(_journal.Length, journal.Length);
        Assert.Equal(0, journal.Length % 4096);
    }

    // The parts of a record: magic, hash, hash before, length, length of the data, number of pages, index, page, and what fills it up.
    [Theory]
    [InlineData(0)]
    [InlineData(7)]
    [InlineData(8)]
    [InlineData(39)]
    [InlineData(40)]
    [InlineData(71)]
    [InlineData(72)]
    [InlineData(79)]
    [InlineData(80)]
    [InlineData(88)]
    [InlineData(91)]
    [InlineData(92)]
    [InlineData(100)]
    [InlineData(100 + Page.Size - 1)]
    [InlineData(-1)]
    public void A_Record_With_A_Changed_Byte_And_What_Follows_It_Count_For_Nothing(int at)
    {
        _journal.Append(Page.Size, [PageOf(0, 1)]);
        var first = (int)_journal.Length;
        _journal.Append(Page.Size, [PageOf(0, 2)]);
        var second = (int)_journal.Length;
        _journal.Append(Page.Size, [PageOf(0, 3)]);

        Span<byte> changed = [0];
        var position = at < 0 ? second + at : first + at;
        _files.Journal.Read(position, changed);
        changed[0] ^= 0x80;
        _files.Journal.Write(position, changed);

        var (entries, journal) = ReadBack();
        Assert.Equal(1, Assert.Single(Assert.Single(entries).Pages).Bytes[0]);
        Assert.Equal((first, _files.Journal.Length - first), (journal.Length, journal.UnfinishedLength));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(91)]
    [InlineData(92)]
    [InlineData(4096)]
    public void A_Record_That_Is_Cut_Off_Counts_For_Nothing_And_Is_Written_Over(int left)
    {
        _journal.Append(Page.Size, [PageOf(0, 1)]);
        var first = _journal.Length;
        _journal.Append(Page.Size, [PageOf(0, 2)]);
        _files.Journal.SetLength(first + left);

        var (entries, journal) = ReadBack();
        Assert.Single(entries);
        Assert.Equal(left, journal.UnfinishedLength);

        journal.Append(Page.Size, [PageOf(0, 3)]);
        Assert.Equal([1, 3], ReadBack().Entries.Select(entry => (int)entry.Pages[0].Bytes[0]));
        Assert.Equal(2 * first, _files.Journal.Length);
    }

    [Fact]
    public void What_Is_Left_Of_An_Earlier_Time_Is_Never_Taken_For_New()
    {
        _journal.Append(Page.Size, [PageOf(0, 1)]);
        _journal.Append(Page.Size, [PageOf(0, 2)]);
        var earlier = _files.Journal.ToArray();
        _journal.Reset();
        Assert.Equal((0, 0), (_journal.Length, _files.Journal.Length));

        _journal.Append(Page.Size, [PageOf(0, 3)]);
        _files.Journal.Write(_journal.Length, earlier.AsSpan((int)_journal.Length));

        Assert.Equal(3, Assert.Single(ReadBack().Entries).Pages[0].Bytes[0]);
    }

    [Theory]
    [InlineData(FileCallKind.Write)]
    [InlineData(FileCallKind.Flush)]
    internal void What_A_Failed_Append_Left_Is_Removed_Before_The_Next(FileCallKind failing)
    {
        _journal.Append(Page.Size, [PageOf(0, 1)]);
        var length = _journal.Length;
        FailOn(failing);
        Assert.Throws<IOException>(() => _journal.Append(Page.Size, [PageOf(0, 2), PageOf(1, 2)]));
        Assert.Throws<IOException>(() => _journal.Append(Page.Size, [PageOf(0, 2)]));
        Assert.Equal(length, _journal.Length);

        _files.Fault = null;
        _journal.Repair();
        Assert.Equal(length, _files.Journal.Length);
        _journal.Append(Page.Size, [PageOf(0, 3)]);
        Assert.Equal([1, 3], ReadBack().Entries.Select(entry => (int)entry.Pages[0].Bytes[0]));
    }

    [Theory]
    [InlineData(FileCallKind.SetLength)]
    [InlineData(FileCallKind.Flush)]
    internal void A_Reset_That_Failed_Is_Done_Before_The_Next_Append(FileCallKind failing)
    {
        _journal.Append(Page.Size, [PageOf(0, 1)]);
        FailOn(failing);
        Assert.Throws<IOException>(_journal.Reset);
        Assert.Throws<IOException>(() => _journal.Append(Page.Size, [PageOf(0, 2)]));

        _files.Fault = null;
        _journal.Append(Page.Size, [PageOf(0, 3)]);
        Assert.Equal(3, Assert.Single(ReadBack().Entries).Pages[0].Bytes[0]);
    }

    [Fact]
    public void A_Journal_In_Order_Is_Not_Touched_By_A_Repair()
    {
        _journal.Append(Page.Size, [PageOf(0, 1)]);
        AssertUntouched();
        _journal.Reset();
        AssertUntouched();
        FailOn(FileCallKind.Flush);
        Assert.Throws<IOException>(() => _journal.Append(Page.Size, [PageOf(0, 2)]));

        var calls = new List<FileCall>();
        _files.Fault = calls.Add;
        _journal.Repair();
        Assert.Equal([new("journal", FileCallKind.SetLength), new("journal", FileCallKind.Flush)], calls);
        AssertUntouched();
    }

    [Theory]
    [InlineData(0, 4096)]
    [InlineData(1, 12288)]
    [InlineData(100, 823296)]
    public void A_Record_Fills_Whole_Blocks(int pages, int length) => Assert.Equal(length, JournalRecord.GetLength(pages));

    // The number of pages, and the length that is told; what a record of one page has is 1 and 12288.
    [Theory]
    [InlineData(1, 12288, 12288, true)]
    [InlineData(1, 12288, 12287, false)]
    [InlineData(1, 12288, 99999, true)]
    [InlineData(1, 16384, 99999, false)]
    [InlineData(2, 12288, 99999, false)]
    [InlineData(-1, 12288, 99999, false)]
    [InlineData(131_072, 1_074_794_496, long.MaxValue, true)]
    [InlineData(131_073, 1_074_802_688, long.MaxValue, false)]
    public void A_Head_That_Does_Not_Add_Up_Starts_No_Record(int pages, long length, long available, bool isOne)
    {
        var header = new byte[JournalRecord.HeaderSize];
        "GWSTORE1"u8.CopyTo(header);
        System.Buffers.Binary.BinaryPrimitives.WriteInt64LittleEndian(header.AsSpan(72), length);
        System.Buffers.Binary.BinaryPrimitives.WriteInt32LittleEndian(header.AsSpan(88), pages);

        Assert.Equal(isOne ? (int)length : null, JournalRecord.ReadLength(header, available));
        Assert.Null(JournalRecord.ReadLength(header.AsSpan(1), available));
    }

    private void AssertUntouched()
    {
        _files.Fault = call => throw new IOException($"{call} was not to be expected");
        _journal.Repair();
        _files.Fault = null;
    }

    private static Page PageOf(long index, byte content)
    {
        var bytes = new byte[Page.Size];
        bytes.AsSpan().Fill(content);
        return new Page(index, bytes);
    }

    private (IReadOnlyList<JournalEntry> Entries, PageJournal Journal) ReadBack()
    {
        var journal = new PageJournal(_files.OpenJournal());
        return ([.. journal.Read()], journal);
    }

    private void FailOn(FileCallKind kind) => _files.Fault = call =>
    {
        if (call.Kind == kind)
        {
            throw new IOException("Input/output error");
        }
    };
}
