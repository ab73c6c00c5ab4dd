using System.Net.Http.Headers;

namespace Providers.Common.Tests;

public sealed class HeaderExtensionsTests : IDisposable
{
    private readonly HttpResponseMessage _response = new();

    private HttpResponseHeaders Headers => _response.Headers;

    public void Dispose() => _response.Dispose();

    [Fact]
    public void First_NoHeader_IsNull() => Assert.Null(Headers.First("X-Next-Page"));

    [Fact]
    public void First_EmptyHeader_IsEmpty()
    {
        Assert.True(Headers.TryAddWithoutValidation("X-Next-Page", ""));

        Assert.Equal("", Headers.First("X-Next-Page"));
    }

    [Fact]
    public void NamesNextPage_NoLink_IsFalse() => Assert.False(Headers.NamesNextPage());

    [Fact]
    public void NamesNextPage_LinkElsewhere_IsFalse()
    {
        Assert.True(Headers.TryAddWithoutValidation("Link", "<https://x.example/?page=1>; rel=\"first\""));

        Assert.False(Headers.NamesNextPage());
    }

    [Fact]
    public void NamesNextPage_OneLinkOfSeveral_IsTrue()
    {
        Assert.True(Headers.TryAddWithoutValidation(
            "Link", ["<https://x.example/?page=1>; rel=\"first\"", "<https://x.example/?page=2>; REL=\"next\""]));

        Assert.True(Headers.NamesNextPage());
    }
}
