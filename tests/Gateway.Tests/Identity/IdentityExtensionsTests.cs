using Gateway.Identity;
using Gateway.Proxy;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Gateway.Tests.Identity;

public sealed class IdentityExtensionsTests
{
    private const string StaticToken = "--Gateway:Identity:Static:Tokens:token-of-jo:Id=us-1";

    [Fact]
    public async Task Static_Mode_Knows_The_Tokens_Of_The_Configuration()
    {
        await using var app = Build("Development", "--Gateway:Identity:Mode=Static", StaticToken);

        Assert.Equal("us-1", (await FindAsync(app, "token-of-jo")).Owner?.Id);
        Assert.Null((await FindAsync(app, "token-of-al")).Owner);
    }

    [Fact]
    public async Task Jwt_Mode_Asks_Nobody()
    {
        await using var app = Build(
            "Production", "--Gateway:Identity:Mode=Jwt", "--Gateway:Identity:Jwt:Audience=gateway", "--Gateway:Identity:Jwt:Issuer=x",
            $"--Gateway:Identity:Jwt:SymmetricKey={Convert.ToBase64String(new byte[32])}", StaticToken);

        Assert.Equal(OwnerAnswer.Rejected, await FindAsync(app, "token-of-jo"));
    }

    [Fact]
    public async Task Otherwise_The_Upstream_Is_Asked()
    {
        await using var app = Build("Production", StaticToken);

        Assert.True((await FindAsync(app, "token-of-jo")).IsUnavailable);
    }

    [Fact]
    public async Task What_Was_Found_Can_Be_Forgotten()
    {
        await using var app = Build("Development", "--Gateway:Identity:Mode=Static", StaticToken);

        Assert.Same(app.Services.GetRequiredService<IOwnerSource>(), app.Services.GetRequiredService<IOwnerCache>());
    }

    [Fact]
    public async Task Static_Mode_Is_Refused_Outside_Development()
    {
        await using var app = Build("Production", "--Gateway:Identity:Mode=Static", StaticToken);

        var refused = Assert.Throws<OptionsValidationException>(() => app.Services.GetRequiredService<IOptions<IdentityOptions>>().Value);
        Assert.StartsWith("Gateway:Identity:Mode must not be Static", Assert.Single(refused.Failures), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_Modes_Own_Settings_Are_Checked_Too()
    {
        await using var app = Build("Production", "--Gateway:Identity:Upstream:Path=nowhere");

        var refused = Assert.Throws<OptionsValidationException>(() => app.Services.GetRequiredService<IOptions<IdentityOptions>>().Value);
        Assert.StartsWith("Gateway:Identity:Upstream:Path", Assert.Single(refused.Failures), StringComparison.Ordinal);
    }

    private static WebApplication Build(string environment, params string[] arguments)
    {
        var builder = WebApplication.CreateSlimBuilder([$"--environment={environment}", "--hostBuilder:reloadConfigOnChange=false", .. arguments]);
        builder.AddIdentity();
        builder.Services.AddHttpClient();
        builder.Services.AddSingleton(TimeProvider.System).AddSingleton<UpstreamApi>().AddSingleton<IUpstreamAddress, NoUpstream>();
        return builder.Build();
    }

    private static ValueTask<OwnerAnswer> FindAsync(WebApplication app, string token)
        => app.Services.GetRequiredService<IOwnerSource>().FindOwnerAsync(new Secret(token), CancellationToken.None);

    private sealed class NoUpstream : IUpstreamAddress
    {
        public IReadOnlyDictionary<string, string> Destinations { get; } = new Dictionary<string, string>();

        public Uri? Find(string pathAndQuery) => null;
    }
}
