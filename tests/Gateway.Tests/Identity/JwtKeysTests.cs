using System.Net;
using System.Security.Cryptography;
using System.Text;
using Gateway.Identity;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Gateway.Tests.Identity;

/// <summary>Where the keys come from, and which algorithms each kind of them may be used with.</summary>
public sealed class JwtKeysTests : IDisposable
{
    private const string Authority = "http://127.0.0.1:8080/auth";

    private readonly byte[] _secret = RandomNumberGenerator.GetBytes(64);
    private readonly RSA _rsa = RSA.Create(2048);
    private readonly ECDsa _ec256 = ECDsa.Create(ECCurve.NamedCurves.nistP256);
    private readonly ECDsa _ec384 = ECDsa.Create(ECCurve.NamedCurves.nistP384);
    private readonly ECDsa _ec521 = ECDsa.Create(ECCurve.NamedCurves.nistP521);
    private readonly List<string> _files = [];
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero));
    private readonly PublishedKeys _published = new();

    public void Dispose()
    {
        _rsa.Dispose();
        _ec256.Dispose();
        _ec384.Dispose();
        _ec521.Dispose();
        _published.Dispose();
        _files.ForEach(File.Delete);
    }

    [Theory]
    [InlineData(SecurityAlgorithms.HmacSha256)]
    [InlineData(SecurityAlgorithms.HmacSha384)]
    [InlineData(SecurityAlgorithms.HmacSha512)]
    public async Task A_Secret_Opens_What_It_Signed(string algorithm)
        => Assert.Equal("us-1", await FindAsync(WithSecret, new SymmetricSecurityKey(_secret), algorithm));

    [Fact]
    public async Task Another_Secret_Opens_Nothing()
        => Assert.Null(await FindAsync(WithSecret, new SymmetricSecurityKey(new byte[64]), SecurityAlgorithms.HmacSha256));

    [Theory]
    [InlineData(SecurityAlgorithms.RsaSha256)]
    [InlineData(SecurityAlgorithms.RsaSha384)]
    [InlineData(SecurityAlgorithms.RsaSha512)]
    [InlineData(SecurityAlgorithms.RsaSsaPssSha256)]
    [InlineData(SecurityAlgorithms.RsaSsaPssSha384)]
    [InlineData(SecurityAlgorithms.RsaSsaPssSha512)]
    public async Task A_Public_Rsa_Key_Opens_What_The_Private_One_Signed(string algorithm)
        => Assert.Equal("us-1", await FindAsync(options => WithKey(options, _rsa.ExportSubjectPublicKeyInfoPem()), new RsaSecurityKey(_rsa), algorithm));

    [Theory]
    [InlineData(SecurityAlgorithms.EcdsaSha256)]
    [InlineData(SecurityAlgorithms.EcdsaSha384)]
    [InlineData(SecurityAlgorithms.EcdsaSha512)]
    public async Task A_Public_Curve_Key_Opens_What_The_Private_One_Signed(string algorithm)
    {
        var key = algorithm switch { SecurityAlgorithms.EcdsaSha256 => _ec256, SecurityAlgorithms.EcdsaSha384 => _ec384, _ => _ec521 };

        Assert.Equal("us-1", await FindAsync(options => WithKey(options, key.ExportSubjectPublicKeyInfoPem()), new ECDsaSecurityKey(key), algorithm));
    }

    [Fact]
    public async Task An_Authority_Publishes_Its_Keys_And_Is_The_Issuer()
    {
        _published.Rsa = _rsa;

        Assert.Equal("us-1", await FindAsync(WithAuthority, new RsaSecurityKey(_rsa), SecurityAlgorithms.RsaSha256, issuer: Authority));
        Assert.Equal([$"{Authority}/.well-known/openid-configuration", $"{Authority}/keys"], _published.Asked);
        Assert.Null(await FindAsync(WithAuthority, new RsaSecurityKey(_rsa), SecurityAlgorithms.RsaSha256, issuer: "https://evil.example.com"));
    }

    [Theory]
    [InlineData("https://issuer.example.com", "us-1")]
    [InlineData(Authority, null)]
    public async Task An_Issuer_That_Is_Set_Is_The_Only_One(string issuer, string? owner)
    {
        _published.Rsa = _rsa;

        Assert.Equal(owner, await FindAsync(
            options =>
            {
                WithAuthority(options);
                options.Issuer = "https://issuer.example.com";
            },
            new RsaSecurityKey(_rsa),
            SecurityAlgorithms.RsaSha256,
            issuer));
    }

    [Fact]
    public async Task Beside_An_Authority_A_Secret_Opens_Nothing()
    {
        _published.Rsa = _rsa;

        Assert.Null(await FindAsync(
            options =>
            {
                WithAuthority(options);
                WithSecret(options);
            },
            new SymmetricSecurityKey(_secret),
            SecurityAlgorithms.HmacSha256,
            issuer: Authority));
    }

    [Fact]
    public async Task An_Authority_That_Is_Away_Is_Not_The_Tokens_Fault()
    {
        var answer = await AskAsync(WithAuthority, new RsaSecurityKey(_rsa), SecurityAlgorithms.RsaSha256, issuer: Authority);

        Assert.Null(answer.Owner);
        Assert.Equal(TimeSpan.FromSeconds(5), answer.RetryAfter);
    }

    [Fact]
    public async Task A_Token_That_The_Published_Keys_Did_Not_Sign_Is_Refused()
    {
        using var other = RSA.Create(2048);
        _published.Rsa = _rsa;

        Assert.Equal(OwnerAnswer.Rejected, await AskAsync(WithAuthority, new RsaSecurityKey(other), SecurityAlgorithms.RsaSha256, issuer: Authority));
    }

    private void WithSecret(JwtIdentityOptions options)
    {
        options.Issuer ??= options.Authority is null ? "https://auth.example.com" : null;
        options.SymmetricKey = Convert.ToBase64String(_secret);
    }

    private void WithKey(JwtIdentityOptions options, string pem)
    {
        var file = Path.GetTempFileName();
        _files.Add(file);
        File.WriteAllText(file, pem);
        options.Issuer = "https://auth.example.com";
        options.PublicKeys.Add(file);
    }

    private static void WithAuthority(JwtIdentityOptions options) => options.Authority = new Uri(Authority + "/");

    private async Task<string?> FindAsync(
        Action<JwtIdentityOptions> configure, SecurityKey key, string algorithm, string issuer = "https://auth.example.com")
    {
        var answer = await AskAsync(configure, key, algorithm, issuer);
        Assert.False(answer.IsUnavailable);
        return answer.Owner?.Id;
    }

    private async Task<OwnerAnswer> AskAsync(Action<JwtIdentityOptions> configure, SecurityKey key, string algorithm, string issuer)
    {
        var options = new IdentityOptions { Mode = IdentityMode.Jwt, Jwt = { Audience = "gateway" } };
        configure(options.Jwt);
        var source = new JwtOwnerSource(Options.Create(options), _published, _time, NullLogger<JwtOwnerSource>.Instance);
        var token = new JsonWebTokenHandler { SetDefaultTimesOnTokenCreation = false }.CreateToken(new SecurityTokenDescriptor
        {
            Issuer = issuer,
            Audience = "gateway",
            Expires = _time.GetUtcNow().AddMinutes(5).UtcDateTime,
            Claims = new Dictionary<string, object> { ["sub"] = "us-1" },
            SigningCredentials = new SigningCredentials(key, algorithm),
        });
        return await source.FindOwnerAsync(new Secret(token), CancellationToken.None);
    }

    /// <summary>The authority: it publishes one key, or is away when it has none.</summary>
    private sealed class PublishedKeys : HttpMessageHandler, IHttpClientFactory
    {
        private readonly List<string> _asked = [];

        public RSA? Rsa { get; set; }

        public IReadOnlyList<string> Asked => _asked;

        public HttpClient CreateClient(string name) => new(this, disposeHandler: false);

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            if (Rsa is not { } rsa)
            {
                throw new HttpRequestException("refused");
            }

            _asked.Add(request.RequestUri!.AbsoluteUri);
            var key = rsa.ExportParameters(includePrivateParameters: false);
            var body = request.RequestUri.AbsolutePath.EndsWith("/keys", StringComparison.Ordinal)
                ? $$"""{"keys":[{"kty":"RSA","n":"{{Base64UrlEncoder.Encode(key.Modulus)}}","e":"{{Base64UrlEncoder.Encode(key.Exponent)}}"}]}"""
                : $$"""{"issuer":"{{Authority}}","jwks_uri":"{{Authority}}/keys"}""";
            return Task.FromResult(new HttpResponseMessage(HttpStatusCode.OK) { Content = new StringContent(body, Encoding.UTF8, "application/json") });
        }
    }
}
