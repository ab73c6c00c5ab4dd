namespace Storage.CrashTests;

/// <summary>What a power cut makes of what was written and not flushed.</summary>
internal enum CrashKind
{
    /// <summary>All of it got to the disk.</summary>
    Kept,

    /// <summary>None of it did.</summary>
    Dropped,

    /// <summary>Some blocks did, in any order.</summary>
    SomeBlocks,

    /// <summary>All of it, but the last write only in part.</summary>
    Torn,

    /// <summary>Some writes and resizes, the later before the earlier.</summary>
    Reordered,

    /// <summary>The files have their new lengths, and zeros where blocks did not get there.</summary>
    ZeroFilled,
}
