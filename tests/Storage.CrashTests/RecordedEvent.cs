namespace Storage.CrashTests;

internal abstract record RecordedEvent;

internal sealed record Written(int File, long Position, byte[] Bytes) : RecordedEvent;

internal sealed record Resized(int File, long Length) : RecordedEvent;

internal sealed record Flushed(int File) : RecordedEvent;

/// <summary>An operation was begun that makes the row what it says; null means that the row is to go.</summary>
internal sealed record Begun(int Operation, Guid Row, string? Content) : RecordedEvent;

/// <summary>The caller was told that it happened.</summary>
internal sealed record Acknowledged(int Operation) : RecordedEvent;
