using Gateway.Identity;
using Microsoft.AspNetCore.Http;

namespace Gateway.Tests.Identity;

public sealed class CallerGateTests
{
    private static readonly CurrentOwner Jo = new("us-1", "jo@example.com", "jo");

    private readonly FixedSource _source = new();
    private readonly DefaultHttpContext _context = new() { Response = { Body = new MemoryStream() } };

    [Fact]
    public async Task A_Known_Token_Is_Its_Owner()
    {
        _source.Answer = new OwnerAnswer(Jo);

        Assert.Equal("let past", await CheckAsync("Bearer token-of-jo"));
        Assert.Equal(Jo, _context.GetCaller().Owner);
        Assert.Equal("token-of-jo", _context.GetCaller().BearerToken.Reveal());
    }

    [Theory]
    [InlineData(null)]
    [InlineData("Basic am86")]
    public async Task Without_A_Token_Nobody_Is_Asked_And_The_Answer_Is_401(string? header)
    {
        Assert.Equal("""{"error":"a valid bearer token is required"}""", await CheckAsync(header));
        Assert.Equal(StatusCodes.Status401Unauthorized, _context.Response.StatusCode);
        Assert.Equal("Bearer", _context.Response.Headers.WWWAuthenticate);
        Assert.Equal(0, _source.Calls);
    }

    [Fact]
    public async Task A_Rejected_Token_Is_Nobody_And_The_Answer_Is_401()
    {
        Assert.Equal("""{"error":"a valid bearer token is required"}""", await CheckAsync("Bearer token-of-jo"));
        Assert.Equal(StatusCodes.Status401Unauthorized, _context.Response.StatusCode);
        Assert.Equal(1, _source.Calls);
        Assert.Null(_context.Features.Get<CallerFeature>());
    }

    [Fact]
    public async Task A_Token_Of_Which_Nothing_Can_Be_Told_Is_Answered_With_503()
    {
        _source.Answer = OwnerAnswer.Unavailable(TimeSpan.FromSeconds(7));

        Assert.Equal("""{"error":"the gateway cannot find out who is calling: try again later"}""", await CheckAsync("Bearer token-of-jo"));
        Assert.Equal(StatusCodes.Status503ServiceUnavailable, _context.Response.StatusCode);
        Assert.Equal("7", _context.Response.Headers.RetryAfter);
    }

    /// <returns>What the endpoint answers, or the gate in its place.</returns>
    private async Task<string> CheckAsync(string? header)
    {
        _context.Request.Headers.Authorization = header;
        var answer = await new CallerGate(_source).CheckAsync(
            EndpointFilterInvocationContext.Create(_context), _ => ValueTask.FromResult<object?>("let past"));
        if (answer is not IResult refusal)
        {
            return Assert.IsType<string>(answer);
        }

        await refusal.ExecuteAsync(_context);
        _context.Response.Body.Position = 0;
        return await new StreamReader(_context.Response.Body).ReadToEndAsync();
    }

    private sealed class FixedSource : IOwnerSource
    {
        public int Calls { get; private set; }

        public OwnerAnswer Answer { get; set; } = OwnerAnswer.Rejected;

        public ValueTask<OwnerAnswer> FindOwnerAsync(Secret bearerToken, CancellationToken cancellationToken)
        {
            Calls++;
            return ValueTask.FromResult(Answer);
        }
    }
}
