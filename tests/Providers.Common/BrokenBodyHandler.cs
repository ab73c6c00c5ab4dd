using System.Net;
using System.Net.Http.Headers;

namespace Providers.Common.Tests;

/// <summary>Answers well and throws once the body is read.</summary>
public sealed class BrokenBodyHandler(Exception exception) : HttpMessageHandler
{
    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var content = new StreamContent(new BrokenStream(exception));
        content.Headers.ContentType = MediaTypeHeaderValue.Parse("application/json");
        return Task.FromResult(new HttpResponseMessage(HttpStatusCode.OK) { Content = content, RequestMessage = request });
    }

    private sealed class BrokenStream(Exception exception) : MemoryStream
    {
        public override bool CanSeek => false;

        public override int Read(byte[] buffer, int offset, int count) => throw exception;

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
            => ValueTask.FromException<int>(exception);

        public override Task CopyToAsync(Stream destination, int bufferSize, CancellationToken cancellationToken)
            => Task.FromException(exception);
    }
}
