using System.Globalization;
using System.IO.Pipelines;
using System.Text;

namespace Tests.Common;

/// <summary>Reads answers of HTTP/1.1 off a stream, one after the other.</summary>
internal sealed class RawAnswerReader(Stream stream)
{
    private readonly PipeReader _reader = PipeReader.Create(stream);

    public async Task<RawAnswer> ReadAsync(bool isHead, CancellationToken cancellationToken)
    {
        var statusLine = await ReadLineAsync(cancellationToken);
        var status = int.Parse(statusLine.Split(' ')[1], CultureInfo.InvariantCulture);
        var headers = await ReadHeadersAsync(cancellationToken);
        var answer = new RawAnswer(status, statusLine, headers, []);
        if (status is >= 100 and < 200 && status != 101)
        {
            return await ReadAsync(isHead, cancellationToken);
        }

        return isHead || status is 101 or 204 or 304
            ? answer
            : answer with { Body = await ReadBodyAsync(answer, cancellationToken) };
    }

    public async Task<bool> IsAtEndAsync(CancellationToken cancellationToken)
    {
        try
        {
            var result = await _reader.ReadAsync(cancellationToken);
            _reader.AdvanceTo(result.Buffer.Start);
            return result is { IsCompleted: true, Buffer.IsEmpty: true };
        }
        catch (IOException)
        {
            return true;
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }

    private async Task<List<KeyValuePair<string, string>>> ReadHeadersAsync(CancellationToken cancellationToken)
    {
        var headers = new List<KeyValuePair<string, string>>();
        while (await ReadLineAsync(cancellationToken) is { Length: > 0 } line)
        {
            var colon = line.IndexOf(':', StringComparison.Ordinal);
            headers.Add(new(line[..colon], line[(colon + 1)..].Trim()));
        }

        return headers;
    }

    private async Task<byte[]> ReadBodyAsync(RawAnswer answer, CancellationToken cancellationToken)
    {
        if (answer.Header("Transfer-Encoding") is not null)
        {
            return await ReadChunksAsync(cancellationToken);
        }

        return answer.Header("Content-Length") is { } length
            ? await ReadBytesAsync(int.Parse(length, CultureInfo.InvariantCulture), cancellationToken)
            : await ReadToEndAsync(cancellationToken);
    }

    private async Task<byte[]> ReadChunksAsync(CancellationToken cancellationToken)
    {
        using var body = new MemoryStream();
        while (true)
        {
            var line = await ReadLineAsync(cancellationToken);
            var size = int.Parse(line.Split(';')[0], NumberStyles.HexNumber, CultureInfo.InvariantCulture);
            if (size == 0)
            {
                await ReadHeadersAsync(cancellationToken);
                return body.ToArray();
            }

            body.Write(await ReadBytesAsync(size, cancellationToken));
            await ReadLineAsync(cancellationToken);
        }
    }

    private async Task<byte[]> ReadToEndAsync(CancellationToken cancellationToken)
    {
        using var body = new MemoryStream();
        await _reader.CopyToAsync(body, cancellationToken);
        return body.ToArray();
    }

    private async Task<byte[]> ReadBytesAsync(int count, CancellationToken cancellationToken)
    {
        var bytes = new byte[count];
        var stream = _reader.AsStream(leaveOpen: true);
        await stream.ReadExactlyAsync(bytes, cancellationToken);
        return bytes;
    }

    private async Task<string> ReadLineAsync(CancellationToken cancellationToken)
    {
        var stream = _reader.AsStream(leaveOpen: true);
        var line = new List<byte>();
        var one = new byte[1];
        while (true)
        {
            await stream.ReadExactlyAsync(one, cancellationToken);
            if (one[0] == '\n')
            {
                return Encoding.Latin1.GetString([.. line]).TrimEnd('\r');
            }

            line.Add(one[0]);
        }
    }
}
