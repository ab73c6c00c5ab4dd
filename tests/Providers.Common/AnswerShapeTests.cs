using System.Net;
using System.Net.Http.Headers;

namespace Providers.Common.Tests;

public sealed class AnswerShapeTests
{
    [Theory]
    [InlineData("identity", true)]
    [InlineData("IDENTITY", true)]
    [InlineData("gzip", false)]
    public void Flaw_Compression_IsOneUnlessItIsNone(string encoding, bool readable)
    {
        using var response = new HttpResponseMessage(HttpStatusCode.OK) { Content = new ByteArrayContent([]) };
        response.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        response.Content.Headers.ContentEncoding.Add(encoding);

        Assert.Equal(readable, AnswerShape.Flaw(response) is null);
    }
}
