using Gateway.Identity;

namespace Gateway.Tests.Identity;

public sealed class IdentityOptionsTests : IDisposable
{
    private const string Audience = "Gateway:Identity:Jwt:Audience";
    private const string Authority = "Gateway:Identity:Jwt:Authority";
    private const string Issuer = "Gateway:Identity:Jwt:Issuer";
    private const string PublicKeys = "Gateway:Identity:Jwt:PublicKeys";
    private const string SymmetricKey = "Gateway:Identity:Jwt:SymmetricKey";

    private readonly string _keyFile = Path.GetTempFileName();

    public void Dispose() => File.Delete(_keyFile);

    [Fact]
    public void Validate_Defaults_HaveNoProblem()
    {
        var options = new IdentityOptions();

        Assert.Empty(options.Validate());
        Assert.Equal(IdentityMode.Upstream, options.Mode);
        Assert.Equal("/v1/users/self", options.Upstream.Path);
        Assert.Equal(TimeSpan.FromSeconds(30), options.Upstream.CacheDuration);
        Assert.Equal(["sub", "email", "preferred_username"], [options.Jwt.IdClaim, options.Jwt.EmailClaim, options.Jwt.UsernameClaim]);
    }

    [Theory]
    [InlineData("/", true)]
    [InlineData("/v1/users/self?fields=id", true)]
    [InlineData("", false)]
    [InlineData("v1/users/self", false)]
    [InlineData("//evil.example.com/v1", false)]
    [InlineData("/v1/a b", false)]
    [InlineData("https://evil.example.com/", false)]
    public void Validate_UpstreamPath_IsAPathWithOneSlash(string path, bool valid)
        => AssertOnly(valid ? null : "Gateway:Identity:Upstream:Path", new IdentityOptions { Upstream = { Path = path } });

    [Theory]
    [InlineData("-00:00:01", false)]
    [InlineData("00:00:00", true)]
    [InlineData("00:01:00", true)]
    [InlineData("00:01:00.001", false)]
    public void Validate_CacheDuration_IsAMinuteAtMost(string duration, bool valid)
        => AssertOnly(
            valid ? null : "Gateway:Identity:Upstream:CacheDuration",
            new IdentityOptions { Upstream = { CacheDuration = TimeSpan.Parse(duration, null) } });

    [Fact]
    public void Validate_EachMode_LooksAtItsOwnSettings()
    {
        var options = new IdentityOptions { Upstream = { Path = "" } };
        AssertOnly("Gateway:Identity:Upstream:Path", options);

        options.Mode = IdentityMode.Jwt;
        Assert.All(options.Validate(), problem => Assert.StartsWith("Gateway:Identity:Jwt:", problem, StringComparison.Ordinal));

        options.Mode = IdentityMode.Static;
        AssertOnly("Gateway:Identity:Static:Tokens", options);
    }

    [Fact]
    public void Validate_JwtWithNothing_NamesAllThatIsMissing()
        => Assert.Collection(
            new IdentityOptions { Mode = IdentityMode.Jwt }.Validate(),
            problem => Assert.StartsWith(Audience, problem, StringComparison.Ordinal),
            problem => Assert.StartsWith($"{Authority}, {PublicKeys} or {SymmetricKey}", problem, StringComparison.Ordinal),
            problem => Assert.StartsWith(Issuer, problem, StringComparison.Ordinal));

    [Theory]
    [InlineData("https://auth.example.com", true)]
    [InlineData("http://localhost:8080", true)]
    [InlineData("http://127.0.0.1:8080", true)]
    [InlineData("http://auth.example.com", false)]
    [InlineData("ftp://localhost", false)]
    [InlineData("file:///etc/issuer", false)]
    [InlineData("auth.example.com", false)]
    public void Validate_Authority_IsHttpsOrThisMachine(string authority, bool valid)
        => AssertOnly(valid ? null : Authority, Jwt(jwt => jwt.Authority = new Uri(authority, UriKind.RelativeOrAbsolute)));

    [Fact]
    public void Validate_PublicKey_NeedsAnIssuerAndAFile()
    {
        AssertOnly(null, Jwt(jwt => AddKey(jwt, _keyFile), issuer: "https://auth.example.com"));
        AssertOnly(Issuer, Jwt(jwt => AddKey(jwt, _keyFile), issuer: ""));
        AssertOnly($"{PublicKeys}: the file {_keyFile}.missing", Jwt(jwt => AddKey(jwt, _keyFile + ".missing"), issuer: "x"));
    }

    [Theory]
    [InlineData(31, false)]
    [InlineData(32, true)]
    [InlineData(1024, true)]
    [InlineData(1025, false)]
    public void Validate_SymmetricKey_HasItsBounds(int length, bool valid)
        => AssertOnly(valid ? null : SymmetricKey, Jwt(jwt => jwt.SymmetricKey = Convert.ToBase64String(new byte[length]), issuer: "x"));

    [Fact]
    public void Validate_SymmetricKeyThatIsNotBase64_IsAProblem() => AssertOnly(SymmetricKey, Jwt(jwt => jwt.SymmetricKey = "secret!", issuer: "x"));

    [Fact]
    public void Validate_StaticOwnerWithoutAnId_IsAProblem_AndItsTokenIsNotShown()
    {
        var options = new IdentityOptions { Mode = IdentityMode.Static };
        options.Static.Tokens["canary-token"] = new StaticOwnerOptions { Id = "us-1" };
        AssertOnly(null, options);

        options.Static.Tokens["canary-token-2"] = new StaticOwnerOptions();
        var problem = Assert.Single(options.Validate());
        Assert.StartsWith("Gateway:Identity:Static:Tokens: each token needs an Id", problem, StringComparison.Ordinal);
        Assert.DoesNotContain("canary", problem, StringComparison.Ordinal);
    }

    [Fact]
    public void Static_Tokens_AreToldApartByTheirCase()
    {
        var options = new StaticIdentityOptions { Tokens = { ["token"] = new StaticOwnerOptions() } };

        Assert.False(options.Tokens.ContainsKey("TOKEN"));
    }

    private static IdentityOptions Jwt(Action<JwtIdentityOptions> change, string? issuer = null)
    {
        var options = new IdentityOptions { Mode = IdentityMode.Jwt, Jwt = { Audience = "gateway", Issuer = issuer } };
        change(options.Jwt);
        return options;
    }

    private static void AddKey(JwtIdentityOptions options, string file) => options.PublicKeys.Add(file);

    // One problem that starts with the key; none at all when that is null.
    private static void AssertOnly(string? key, IdentityOptions options)
    {
        if (key is null)
        {
            Assert.Empty(options.Validate());
        }
        else
        {
            Assert.StartsWith(key, Assert.Single(options.Validate()), StringComparison.Ordinal);
        }
    }
}
