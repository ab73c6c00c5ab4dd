namespace Gateway.Tests.Storage;

internal readonly record struct FileCall(string File, FileCallKind Kind);

internal enum FileCallKind
{
    Read,
    Write,
    SetLength,
    Flush,
}
