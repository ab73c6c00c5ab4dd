namespace Gateway.Storage.LiteDb.Durability;

/// <summary>
/// The journal of commits that the data file does not have yet. A commit is on the device when <see cref="Append"/> returns; a record that is
/// not whole counts for nothing, and each record names the one before it, so that what is left of an earlier time is never taken for new.
/// Not safe for several threads.
/// </summary>
internal sealed class PageJournal(IStoreFile file)
{
    private byte[] _buffer = [];
    private byte[] _lastHash = new byte[JournalRecord.HashSize];
    private bool _needsRepair;
    private bool _needsReset;

    /// <summary>Where the next record goes: the end of the last one that is known to be on the device.</summary>
    public long Length { get; private set; }

    /// <summary>Bytes behind the last whole record when the journal was read: a write that a crash cut short.</summary>
    public long UnfinishedLength { get; private set; }

    /// <summary>Reads the whole records from the start of the file, in order.</summary>
    public IEnumerable<JournalEntry> Read()
    {
        Length = 0;
        _lastHash = new byte[JournalRecord.HashSize];
        var fileLength = file.Length;
        var header = new byte[JournalRecord.HeaderSize];
        while (file.Read(Length, header) == header.Length && JournalRecord.ReadLength(header, fileLength - Length) is { } length)
        {
            var record = new byte[length];
            if (file.Read(Length, record) != length || JournalRecord.Read(record, _lastHash) is not { } entry)
            {
                break;
            }

            _lastHash = entry.Hash;
            Length += length;
            yield return entry;
        }

        UnfinishedLength = fileLength - Length;
        _needsRepair = UnfinishedLength > 0;
    }

    /// <summary>When it throws, the commit has not happened, and the next append first removes what is left of it.</summary>
    public void Append(long dataLength, IReadOnlyCollection<Page> pages)
    {
        Repair();
        var length = JournalRecord.GetLength(pages.Count);
        if (_buffer.Length < length)
        {
            _buffer = new byte[length];
        }

        var record = _buffer.AsSpan(0, length);
        var hash = JournalRecord.Write(record, _lastHash, dataLength, pages);
        _needsRepair = true;
        file.Write(Length, record);
        file.Flush();
        _needsRepair = false;
        _lastHash = hash;
        Length += length;
    }

    /// <summary>
    /// Cuts off what a failed append left. A flush that failed may have dropped what was to be written without a second notice, so nothing is
    /// built upon such a record, and it is not flushed again.
    /// </summary>
    public void Repair()
    {
        if (_needsReset)
        {
            Reset();
        }

        if (_needsRepair)
        {
            file.SetLength(Length);
            file.Flush();
            _needsRepair = false;
        }
    }

    /// <summary>Starts anew, when the data file has everything, on the device.</summary>
    public void Reset()
    {
        _needsReset = true;
        file.SetLength(0);
        file.Flush();
        _needsReset = _needsRepair = false;
        _lastHash = new byte[JournalRecord.HashSize];
        Length = 0;
    }
}
