using System.Net;
using System.Text;
using System.Threading.Tasks.Sources;
using Gateway.Outbound;

namespace Gateway.Tests.Outbound;

/// <summary>Connections whose answer arrives on a thread of its own, as the runtime's waiting for sockets may have it.</summary>
internal sealed class OwnThreadDialler(string answer) : IDialler
{
    /// <summary>What the thread is called on which answers arrive.</summary>
    public const string ThreadName = "waits for sockets";

    public Task<Stream> DialAsync(IPEndPoint endPoint, CancellationToken cancellationToken)
        => Task.FromResult<Stream>(new Connection(Encoding.ASCII.GetBytes(answer)));

    private sealed class Connection(byte[] answer) : MemoryStream, IValueTaskSource<int>
    {
        private Memory<byte> _buffer;
        private int? _read;
        private bool _answered;

        public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
            => ValueTask.CompletedTask;

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            (_buffer, _read) = (buffer, null);
            return new ValueTask<int>(this, token: 0);
        }

        public ValueTaskSourceStatus GetStatus(short token)
            => _read is null ? ValueTaskSourceStatus.Pending : ValueTaskSourceStatus.Succeeded;

        public int GetResult(short token) => _read!.Value;

        // Only once somebody waits, or the one who asked would go on by itself.
        public void OnCompleted(Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags)
            => new Thread(() =>
            {
                answer.AsSpan(0, _answered ? 0 : answer.Length).CopyTo(_buffer.Span);
                (_read, _answered) = (_answered ? 0 : answer.Length, true);
                continuation(state);
            })
            {
                Name = ThreadName,
            }.Start();
    }
}
