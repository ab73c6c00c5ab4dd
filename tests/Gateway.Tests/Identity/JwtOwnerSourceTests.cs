using System.Security.Cryptography;
using Gateway.Identity;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Gateway.Tests.Identity;

public sealed class JwtOwnerSourceTests : IDisposable
{
    private const string Issuer = "https://auth.example.com";
    private const string Audience = "gateway";

    private readonly RSA _key = RSA.Create(2048);
    private readonly RSA _otherKey = RSA.Create(2048);
    private readonly string _file = Path.GetTempFileName();
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero));
    private readonly ServiceProvider _services = new ServiceCollection().AddHttpClient().BuildServiceProvider();
    private readonly JwtOwnerSource _source;

    public JwtOwnerSourceTests()
    {
        File.WriteAllText(_file, _key.ExportSubjectPublicKeyInfoPem());
        var options = new IdentityOptions { Mode = IdentityMode.Jwt };
        options.Jwt.Issuer = Issuer;
        options.Jwt.Audience = Audience;
        options.Jwt.PublicKeys.Add(_file);
        _source = new JwtOwnerSource(
            Options.Create(options), _services.GetRequiredService<IHttpClientFactory>(), _time, NullLogger<JwtOwnerSource>.Instance);
    }

    public void Dispose()
    {
        _key.Dispose();
        _otherKey.Dispose();
        _services.Dispose();
        File.Delete(_file);
    }

    [Fact]
    public async Task A_Good_Token_Names_Its_Owner_And_Its_End()
    {
        var answer = await FindAsync(Token());
        Assert.Equal(new CurrentOwner("us-1", "jo@example.com", "jo"), answer.Owner);
        Assert.Equal(_time.GetUtcNow().AddMinutes(5), answer.ValidUntil);
    }

    [Fact]
    public async Task A_Token_Of_Another_Audience_Is_Refused() => Assert.Null((await FindAsync(Token(audience: "other"))).Owner);

    [Fact]
    public async Task A_Token_Of_Another_Issuer_Is_Refused() => Assert.Null((await FindAsync(Token(issuer: "https://evil.example.com"))).Owner);

    [Fact]
    public async Task A_Token_Of_Another_Key_Is_Refused() => Assert.Null((await FindAsync(Token(key: new RsaSecurityKey(_otherKey)))).Owner);

    [Fact]
    public async Task A_Token_Without_A_Subject_Is_Refused() => Assert.Null((await FindAsync(Token(subject: ""))).Owner);

    [Fact]
    public async Task A_Token_Without_An_End_Is_Refused() => Assert.Null((await FindAsync(Token(ends: false))).Owner);

    [Fact]
    public async Task An_Expired_Token_Is_Refused()
    {
        var token = Token();
        _time.Advance(TimeSpan.FromMinutes(6));
        Assert.Null((await FindAsync(token)).Owner);
    }

    [Theory]
    [InlineData(329, true)]
    [InlineData(330, false)]
    public async Task The_End_Is_Taken_With_Half_A_Minutes_Patience(int seconds, bool good)
    {
        var token = Token();
        _time.Advance(TimeSpan.FromSeconds(seconds));
        Assert.Equal(good, (await FindAsync(token)).Owner is not null);
    }

    [Theory]
    [InlineData(30, true)]
    [InlineData(31, false)]
    public async Task The_Beginning_Is_Taken_With_Half_A_Minutes_Patience(int seconds, bool good)
        => Assert.Equal(good, (await FindAsync(Token(begins: seconds))).Owner is not null);

    [Fact]
    public async Task A_Token_May_Name_No_More_Than_Its_Owner()
        => Assert.Equal(new CurrentOwner("us-1", "", ""), (await FindAsync(Token(named: false))).Owner);

    // The public key is no secret: used as one, it must open nothing.
    [Fact]
    public async Task A_Token_Signed_With_The_Public_Key_As_A_Secret_Is_Refused()
        => Assert.Null((await FindAsync(Token(
            key: new SymmetricSecurityKey(System.Text.Encoding.UTF8.GetBytes(_key.ExportSubjectPublicKeyInfoPem())),
            algorithm: SecurityAlgorithms.HmacSha256))).Owner);

    [Theory]
    [InlineData("")]
    [InlineData("a.b.c")]
    [InlineData("a.b.c.d.e.f")]
    [InlineData("eyJhbGciOiJub25lIn0.eyJzdWIiOiJ1cy0xIiwiYXVkIjoiZ2F0ZXdheSIsImlzcyI6Imh0dHBzOi8vYXV0aC5leGFtcGxlLmNvbSIsImV4cCI6NDA3MDkwODgwMH0.")]
    public async Task What_Is_No_Signed_Token_Is_Refused(string text) => Assert.Null((await FindAsync(text)).Owner);

    private ValueTask<OwnerAnswer> FindAsync(string token) => _source.FindOwnerAsync(new Secret(token), CancellationToken.None);

    private string Token(
        string issuer = Issuer,
        string audience = Audience,
        string subject = "us-1",
        bool ends = true,
        int? begins = null,
        bool named = true,
        SecurityKey? key = null,
        string algorithm = SecurityAlgorithms.RsaSha256)
        => new JsonWebTokenHandler { SetDefaultTimesOnTokenCreation = false }.CreateToken(new SecurityTokenDescriptor
        {
            Issuer = issuer,
            Audience = audience,
            Expires = ends ? _time.GetUtcNow().AddMinutes(5).UtcDateTime : null,
            NotBefore = begins is { } seconds ? _time.GetUtcNow().AddSeconds(seconds).UtcDateTime : null,
            Claims = named
                ? new Dictionary<string, object> { ["sub"] = subject, ["email"] = "jo@example.com", ["preferred_username"] = "jo" }
                : new Dictionary<string, object> { ["sub"] = subject },
            SigningCredentials = new SigningCredentials(key ?? new RsaSecurityKey(_key), algorithm),
        });
}
