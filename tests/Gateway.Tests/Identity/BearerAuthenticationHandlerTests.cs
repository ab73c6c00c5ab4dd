using System.Net;
using System.Security.Claims;
using Gateway.Identity;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Gateway.Tests.Identity;

public sealed class BearerAuthenticationHandlerTests : IDisposable
{
    private static readonly CurrentOwner Jo = new("us-1", "jo@example.com", "jo");

    private readonly FixedSource _source = new();
    private readonly ServiceProvider _services;
    private readonly DefaultHttpContext _context;

    public BearerAuthenticationHandlerTests()
    {
        var services = new ServiceCollection();
        services.AddLogging().AddSingleton<IOwnerSource>(_source);
        services.AddAuthentication().AddScheme<AuthenticationSchemeOptions, BearerAuthenticationHandler>("Bearer", configureOptions: null);
        _services = services.BuildServiceProvider();
        _context = new DefaultHttpContext { RequestServices = _services, Response = { Body = new MemoryStream() } };
    }

    public void Dispose() => _services.Dispose();

    [Fact]
    public async Task A_Known_Token_Is_Its_Owner()
    {
        _source.Answer = new OwnerAnswer(Jo);
        var result = await AuthenticateAsync("Bearer token-of-jo");

        Assert.True(result.Succeeded);
        Assert.True(result.Principal.Identity!.IsAuthenticated);
        Assert.Equal("us-1", result.Principal.FindFirstValue(ClaimTypes.NameIdentifier));
        Assert.Equal(Jo, _context.GetCaller().Owner);
        Assert.Equal("token-of-jo", _context.GetCaller().BearerToken.Reveal());
    }

    [Fact]
    public async Task Without_A_Token_Nobody_Is_Asked_And_The_Answer_Is_401()
    {
        Assert.True((await AuthenticateAsync(header: null)).None);
        Assert.Equal(0, _source.Calls);

        Assert.Equal("""{"error":"a valid bearer token is required"}""", await ChallengeAsync());
        Assert.Equal((int)HttpStatusCode.Unauthorized, _context.Response.StatusCode);
        Assert.Equal("Bearer", _context.Response.Headers.WWWAuthenticate);
    }

    [Fact]
    public async Task A_Rejected_Token_Is_Nobody_And_The_Answer_Is_401()
    {
        Assert.True((await AuthenticateAsync("Bearer token-of-jo")).None);
        Assert.Equal(1, _source.Calls);
        Assert.Null(_context.Features.Get<CallerFeature>());

        await ChallengeAsync();
        Assert.Equal((int)HttpStatusCode.Unauthorized, _context.Response.StatusCode);
    }

    [Fact]
    public async Task A_Token_Of_Which_Nothing_Can_Be_Told_Is_Answered_With_503()
    {
        _source.Answer = OwnerAnswer.Unavailable(TimeSpan.FromSeconds(7));
        Assert.True((await AuthenticateAsync("Bearer token-of-jo")).None);

        Assert.Equal("""{"error":"the gateway cannot find out who is calling: try again later"}""", await ChallengeAsync());
        Assert.Equal((int)HttpStatusCode.ServiceUnavailable, _context.Response.StatusCode);
        Assert.Equal("7", _context.Response.Headers.RetryAfter);
    }

    private Task<AuthenticateResult> AuthenticateAsync(string? header)
    {
        _context.Request.Headers.Authorization = header;
        return _context.AuthenticateAsync("Bearer");
    }

    private async Task<string> ChallengeAsync()
    {
        await _context.ChallengeAsync("Bearer");
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
