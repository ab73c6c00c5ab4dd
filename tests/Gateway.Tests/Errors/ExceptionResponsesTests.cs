using System.Text;
using Gateway.Errors;
using Gateway.Storage;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging.Abstractions;

namespace Gateway.Tests.Errors;

public sealed class ExceptionResponsesTests
{
    private const string Malformed = """{"error":"the request is malformed","code":"bad_request"}""";
    private const string Unexpected = """{"error":"something went wrong in the gateway","code":"internal"}""";

    public static TheoryData<Exception, int, string> Exceptions() => new()
    {
        // What the server throws for a chunk whose size no number holds.
        { new IOException("canary", new OverflowException("canary")), 400, Malformed },
        { new InvalidDataException("canary"), 400, Malformed },
        { new BadHttpRequestException("canary"), 400, Malformed },
        { new BadHttpRequestException("canary", 408), 408, Malformed },
        { new BadHttpRequestException("canary", 413), 413, """{"error":"the body is too large","code":"body_too_large"}""" },
        { new StoreUnavailableException("canary"), 503, """{"error":"the gateway cannot reach its store now: try again later"}""" },
        { new IOException("canary"), 500, Unexpected },
        { new IOException("canary", new InvalidOperationException("canary")), 500, Unexpected },
        { new OverflowException("canary"), 500, Unexpected },
    };

    [Theory]
    [MemberData(nameof(Exceptions))]
    public async Task An_Exception_Is_Answered_In_Our_Shape_Without_A_Word_Of_It(Exception exception, int status, string body)
    {
        using var written = new MemoryStream();
        var context = new DefaultHttpContext { Response = { Body = written } };

        Assert.True(await Handler().TryHandleAsync(context, exception, CancellationToken.None));

        Assert.Equal((status, body), (context.Response.StatusCode, Encoding.UTF8.GetString(written.ToArray())));
        Assert.Equal(status == 503, context.Response.Headers.RetryAfter.Count == 1);
    }

    [Fact]
    public async Task A_Caller_Who_Has_Gone_Is_Not_Answered()
    {
        using var written = new MemoryStream();
        var context = new DefaultHttpContext { Response = { Body = written }, RequestAborted = new CancellationToken(canceled: true) };

        Assert.True(await Handler().TryHandleAsync(context, new IOException("canary"), CancellationToken.None));

        Assert.Empty(written.ToArray());
    }

    private static ExceptionResponses Handler() => new(NullLogger<ExceptionResponses>.Instance);
}
