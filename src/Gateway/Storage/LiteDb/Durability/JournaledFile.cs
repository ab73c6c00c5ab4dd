namespace Gateway.Storage.LiteDb.Durability;

/// <summary>
/// The data file, changed in commits that happen wholly or not at all, and that have happened when <see cref="Commit"/> returns, whatever
/// becomes of the power. LiteDB 5.0.20 alone cannot say that: it queues its log, does not wait for the disk, and knows no checksum.
/// <para>
/// A commit goes into the journal first; its pages stay in memory until <see cref="Fold"/> writes them into the data file, flushes that, and
/// only then empties the journal. So the data file is always as some commit left it, or the journal can bring it there.
/// </para>
/// Not safe for several threads; only <see cref="Commit"/> and <see cref="Fold"/> may run beside readers.
/// </summary>
internal sealed class JournaledFile(IStoreFile data, IStoreFile journalFile) : IDisposable
{
    private readonly PageJournal _journal = new(journalFile);
    private Dictionary<long, byte[]> _committed = [];
    private Dictionary<long, byte[]> _changed = [];
    private long _committedLength;

    /// <summary>The length with all that was changed.</summary>
    public long Length { get; private set; }

    public bool HasChanges => _changed.Count > 0 || Length != _committedLength;

    public long JournalLength => _journal.Length;

    /// <summary>Reads the journal, so that the last commit is what is seen, and says what the data file does not have of it.</summary>
    /// <exception cref="InvalidDataException">The journal does not belong to the data file.</exception>
    public Recovery Load()
    {
        var commits = 0;
        _committedLength = data.Length;
        foreach (var entry in _journal.Read())
        {
            commits++;
            _committedLength = entry.DataLength;
            foreach (var page in entry.Pages)
            {
                _committed[page.Index] = page.Bytes;
            }
        }

        Length = _committedLength;
        RefuseGaps();
        return new Recovery(commits, _journal.UnfinishedLength);
    }

    public int Read(long position, Span<byte> buffer)
    {
        var total = (int)Math.Clamp(Length - position, 0, buffer.Length);
        for (var done = 0; done < total;)
        {
            var index = (position + done) / Page.Size;
            var offset = (int)((position + done) % Page.Size);
            var part = buffer.Slice(done, Math.Min(total - done, Page.Size - offset));
            ReadPart(index, offset, part);
            done += part.Length;
        }

        return total;
    }

    public void Write(long position, ReadOnlySpan<byte> bytes)
    {
        while (!bytes.IsEmpty)
        {
            var offset = (int)(position % Page.Size);
            var part = bytes[..Math.Min(bytes.Length, Page.Size - offset)];
            part.CopyTo(GetChangeable(position / Page.Size, part.Length == Page.Size).AsSpan(offset));
            position += part.Length;
            bytes = bytes[part.Length..];
            Length = Math.Max(Length, position);
        }
    }

    /// <summary>LiteDB grows its file by writing; it never shortens it while it is open.</summary>
    public void SetLength(long length)
    {
        if (length < Length)
        {
            throw new NotSupportedException("The data file does not shrink.");
        }

        Length = length;
    }

    /// <summary>Puts what was changed on the device. When it throws, nothing was; the caller then has to <see cref="Discard"/>.</summary>
    public void Commit()
    {
        if (HasChanges)
        {
            _journal.Append(Length, [.. _changed.Select(change => new Page(change.Key, change.Value))]);
        }
    }

    /// <summary>Removes what a commit that has thrown may have left, so that it does not turn up after a crash.</summary>
    public void Repair() => _journal.Repair();

    /// <summary>Lets what <see cref="Commit"/> has put on the device be the state to go on from.</summary>
    public void Accept()
    {
        foreach (var (index, bytes) in _changed)
        {
            _committed[index] = bytes;
        }

        _changed.Clear();
        _committedLength = Length;
    }

    /// <summary>Goes back to the last commit.</summary>
    public void Discard()
    {
        _changed.Clear();
        Length = _committedLength;
    }

    /// <summary>Writes the commits into the data file, on the device. When it throws, it can be done again, and nothing is lost.</summary>
    public void Fold()
    {
        foreach (var (index, bytes) in _committed)
        {
            data.Write(index * Page.Size, bytes);
        }

        if (data.Length != _committedLength)
        {
            data.SetLength(_committedLength);
        }

        data.Flush();
        _journal.Reset();
    }

    /// <summary>Reads from the data file from now on what <see cref="Fold"/> has written there.</summary>
    public void Forget() => _committed = [];

    /// <summary>Reads the first page of the data file, where it has one.</summary>
    public void Probe() => data.Read(0, new byte[Page.Size]);

    public void Dispose()
    {
        data.Dispose();
        journalFile.Dispose();
    }

    // Every page behind the end of the data file has to be in the journal; otherwise the file is not the one that the journal belongs to.
    private void RefuseGaps()
    {
        for (var index = (data.Length + Page.Size - 1) / Page.Size; index < _committedLength / Page.Size; index++)
        {
            if (!_committed.ContainsKey(index))
            {
                throw new InvalidDataException($"Page {index} is neither in the data file nor in its journal.");
            }
        }
    }

    private void ReadPart(long index, int offset, Span<byte> part)
    {
        if (_changed.TryGetValue(index, out var page) || _committed.TryGetValue(index, out page))
        {
            page.AsSpan(offset, part.Length).CopyTo(part);
        }
        else
        {
            var read = data.Read((index * Page.Size) + offset, part);
            part[read..].Clear();
        }
    }

    private byte[] GetChangeable(long index, bool wholly)
    {
        if (!_changed.TryGetValue(index, out var page))
        {
            page = new byte[Page.Size];
            if (!wholly)
            {
                ReadPart(index, 0, page);
            }

            _changed[index] = page;
        }

        return page;
    }
}
