using System.Buffers;
using System.IO.Pipelines;
using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using System.Text.Json;

namespace Gateway.Storage.Maintenance;

/// <summary>Reads a backup file, and finds out whether it is whole.</summary>
internal static class BackupReader
{
    private const int PartSize = 256;

    /// <summary>Reads it all once.</summary>
    /// <exception cref="InvalidDataException">It is not a backup, or not whole.</exception>
    public static async Task<BackupEnd> VerifyAsync(string path, Action<BackupIntegration> look, CancellationToken cancellationToken)
    {
        BackupEnd? end = null;
        await foreach (var line in ReadLinesAsync(path, cancellationToken))
        {
            if (line.Integration is { } integration)
            {
                _ = integration.ToIntegration();
                look(integration);
            }

            end = line.End;
        }

        return end ?? throw NotWhole();
    }

    /// <summary>In parts, after <see cref="VerifyAsync"/>.</summary>
    public static async IAsyncEnumerable<StoreContent> ReadAsync(string path, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var part = new List<BackupLine>(PartSize);
        await foreach (var line in ReadLinesAsync(path, cancellationToken))
        {
            part.Add(line);
            if (part.Count == PartSize)
            {
                yield return ToContent(part);
                part.Clear();
            }
        }

        yield return ToContent(part);
    }

    private static StoreContent ToContent(List<BackupLine> lines) => new()
    {
        Integrations = [.. lines.Select(line => line.Integration).OfType<BackupIntegration>().Select(integration => integration.ToIntegration())],
        AdoptedOwners = [.. lines.Select(line => line.AdoptedOwner).OfType<string>()],
        Keys = [.. lines.Select(line => line.Key).OfType<BackupKey>().Select(key => new KeyUse(key.Id, key.Seals))],
    };

    private static async IAsyncEnumerable<BackupLine> ReadLinesAsync(string path, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        var reader = PipeReader.Create(stream, new StreamPipeReaderOptions(bufferSize: 1 << 16));
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        long number = 0, integrations = 0, adoptedOwners = 0;
        while (await ReadLineAsync(reader, cancellationToken) is { } bytes)
        {
            var line = Parse(bytes, ++number);
            if (number == 1 && line.Header is not { IsKnown: true })
            {
                throw new InvalidDataException("It is not a backup of a gateway, or one of a newer gateway.");
            }

            integrations += line.Integration is null ? 0 : 1;
            adoptedOwners += line.AdoptedOwner is null ? 0 : 1;
            if (line.End is { } end && (end.Integrations != integrations || end.AdoptedOwners != adoptedOwners
                || end.Sha256 != Convert.ToHexStringLower(hash.GetCurrentHash())))
            {
                throw NotWhole();
            }

            hash.AppendData(bytes);
            yield return line;
        }
    }

    private static async Task<byte[]?> ReadLineAsync(PipeReader reader, CancellationToken cancellationToken)
    {
        while (true)
        {
            var read = await reader.ReadAsync(cancellationToken);
            if (read.Buffer.PositionOf((byte)'\n') is { } newLine)
            {
                var after = read.Buffer.GetPosition(1, newLine);
                var line = read.Buffer.Slice(0, after).ToArray();
                reader.AdvanceTo(after);
                return line;
            }

            if (read.IsCompleted)
            {
                return read.Buffer.IsEmpty ? null : throw NotWhole();
            }

            reader.AdvanceTo(read.Buffer.Start, read.Buffer.End);
        }
    }

    private static BackupLine Parse(byte[] line, long number)
    {
        try
        {
            return JsonSerializer.Deserialize(line, BackupJsonContext.Default.BackupLine) ?? throw NotWhole();
        }
        catch (JsonException exception)
        {
            throw new InvalidDataException($"Line {number} is damaged.", exception);
        }
    }

    private static InvalidDataException NotWhole() => new("It is not whole.");
}
