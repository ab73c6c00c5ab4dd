using Gateway.ScmIntegrations;
using Gateway.Storage;
using Gateway.Storage.Protection;
using Microsoft.Extensions.DependencyInjection;
using Providers.Abstractions;

namespace Gateway.Tests.Storage.Protection;

/// <summary>What sealing gives: a sealed token is of use only where it was sealed for, and only with its key.</summary>
public sealed class TokenProtectionTests : IAsyncLifetime
{
    private StoreHost _host = null!;

    private ITokenProtector Protector => _host.Services.GetRequiredService<ITokenProtector>();

    private static TokenBinding Binding { get; } = new("us-1", Guid.Parse("11111111-1111-1111-1111-111111111111"), "https://ghe.example.com", "AccessToken");

    public async Task InitializeAsync() => _host = await StoreHost.StartNewAsync();

    public async Task DisposeAsync() => await _host.DisposeAsync();

    [Theory]
    [InlineData("t")]
    [InlineData("")]
    [InlineData("ghp_0123456789abcdef0123456789abcdef0123")]
    [InlineData("Zoë 𝄞")]
    public async Task What_Was_Sealed_Is_Unsealed(string token)
    {
        var sealedText = await Protector.SealAsync(new Secret(token), Binding, default);

        Assert.True(Protector.TryUnseal(sealedText, Binding, out var text, out _));
        Assert.Equal(token, text.Reveal());
    }

    [Fact]
    public async Task Tokens_Of_Any_Length_Are_Unsealed()
    {
        foreach (var length in Enumerable.Range(0, 200).Select(i => 5 * i).Append(8192))
        {
            var token = new string('t', length);
            Assert.True(Protector.TryUnseal(await Protector.SealAsync(new Secret(token), Binding, default), Binding, out var text, out _), $"length {length}");
            Assert.Equal(token, text.Reveal());
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("AAAA")]
    [InlineData("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    [InlineData("!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!")]
    public void What_No_Key_Has_Sealed_Is_Not_Unsealed_Under_The_Name_Of_One(string content)
    {
        var id = _host.Services.GetRequiredService<KeyRing>().Keys.Active!.Id;

        Assert.False(Protector.TryUnseal(new Secret($"v1.{id}.{content}"), Binding, out var text, out var reason));
        Assert.Equal((null, QuarantineReason.NotUnsealed), (text, reason));
    }

    [Fact]
    public async Task A_Sealed_Text_Names_Its_Version_And_Key_And_Hides_The_Rest()
    {
        var first = (await Protector.SealAsync(new Secret("canary-token"), Binding, default)).Reveal();
        var second = (await Protector.SealAsync(new Secret("canary-token"), Binding, default)).Reveal();

        Assert.Matches("^v1\\.[0-9a-f]{16}\\.[A-Za-z0-9_-]+$", first);
        Assert.NotEqual(first, second);
        Assert.DoesNotContain("canary", first, StringComparison.Ordinal);
    }

    public static TheoryData<string, string, string, string> OtherBindings => new()
    {
        { "us-2", "11111111-1111-1111-1111-111111111111", "https://ghe.example.com", "AccessToken" },
        { "US-1", "11111111-1111-1111-1111-111111111111", "https://ghe.example.com", "AccessToken" },
        { "us-1", "11111111-1111-1111-1111-111111111112", "https://ghe.example.com", "AccessToken" },
        { "us-1", "11111111-1111-1111-1111-111111111111", "https://ghe.example.net", "AccessToken" },
        { "us-1", "11111111-1111-1111-1111-111111111111", "https://ghe.example.com", "RefreshToken" },
    };

    [Theory]
    [MemberData(nameof(OtherBindings))]
    public async Task Sealed_For_One_It_Is_Not_Unsealed_For_Another(string ownerId, string id, string url, string field)
    {
        var sealedText = await Protector.SealAsync(new Secret("t"), Binding, default);

        Assert.False(Protector.TryUnseal(sealedText, new TokenBinding(ownerId, Guid.Parse(id), url, field), out _, out var reason));
        Assert.Equal(QuarantineReason.NotUnsealed, reason);
    }

    [Fact]
    public async Task A_Change_Of_Any_Character_Is_Noticed()
    {
        var sealedText = (await Protector.SealAsync(new Secret("token"), Binding, default)).Reveal();

        // The last character of base64url may carry bits that mean nothing.
        for (var i = 0; i < sealedText.Length - 1; i++)
        {
            var changed = sealedText[..i] + (sealedText[i] == 'A' ? 'B' : 'A') + sealedText[(i + 1)..];
            Assert.False(Protector.TryUnseal(new Secret(changed), Binding, out _, out _), $"position {i}");
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("plain-token")]
    [InlineData("v1.")]
    [InlineData("v1..")]
    [InlineData("v1.0123456789abcdef.")]
    [InlineData("v2.0123456789abcdef.AAAA")]
    [InlineData("v1.0123456789abcdef.!!!!")]
    public void What_Is_No_Sealed_Text_Is_Not_Unsealed(string text)
        => Assert.False(Protector.TryUnseal(new Secret(text), Binding, out _, out _));

    [Fact]
    public async Task Rows_Whose_Tokens_Were_Swapped_Are_In_Quarantine_And_The_Rest_Is_Served()
    {
        var mine = Integrations.For("us-1");
        var other = Integrations.For("us-1");
        var untouched = Integrations.For("us-1");
        foreach (var integration in new[] { mine, other, untouched })
        {
            await _host.Store.AddAsync(integration, 100, default);
        }

        await RewriteAsync(mine.Id, (await SealedAsync(other.Id)).AccessToken!, mine.Instance);
        await _host.RestartAsync();

        Assert.Equal([other, untouched], (await _host.Store.ListAsync("us-1", default)).OrderBy(one => one.Id != other.Id));
        Assert.Null(await _host.Store.FindAsync("us-1", mine.Id, default));
        Assert.DoesNotContain(await _host.Store.ReadAllAsync(null, default).ToListAsync(), one => one.Id == mine.Id);
        Assert.Contains($"Integration {mine.Id} is in quarantine (NotUnsealed)", _host.Log.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_Row_Whose_Address_Was_Edited_Is_In_Quarantine()
    {
        var integration = Integrations.For("us-1");
        await _host.Store.AddAsync(integration, 100, default);

        await RewriteAsync(integration.Id, (await SealedAsync(integration.Id)).AccessToken!, ScmInstance.Parse("https://attacker.example.com"));
        await _host.RestartAsync();

        Assert.Empty(await _host.Store.ListAsync("us-1", default));
    }

    [Fact]
    public async Task An_Account_In_Quarantine_Can_Be_Linked_Again()
    {
        var integration = Integrations.For("us-1");
        await _host.Store.AddAsync(integration, 100, default);
        await RewriteAsync(integration.Id, new Secret("no sealed text"), integration.Instance);
        await _host.RestartAsync();
        var again = Integrations.For("us-1", integration.Uid);

        Assert.Equal(AddOutcome.Added, await _host.Store.AddAsync(again, 100, default));

        Assert.Equal(again, Assert.Single(await _host.Store.ListAsync("us-1", default)));
    }

    [Fact]
    public async Task What_A_Key_Seals_That_Is_Not_There_Yet_Is_Not_Replaced()
    {
        var integration = Integrations.For("us-1");
        await _host.Store.AddAsync(integration, 100, default);
        var sealedText = (await SealedAsync(integration.Id)).AccessToken!;
        await RewriteAsync(integration.Id, new Secret("v1.0123456789abcdef.AAAA"), integration.Instance);

        Assert.Equal(AddOutcome.Duplicate, await _host.Store.AddAsync(Integrations.For("us-1", integration.Uid), 100, default));

        await RewriteAsync(integration.Id, sealedText, integration.Instance);
        await _host.RestartAsync();
        Assert.Equal(integration, Assert.Single(await _host.Store.ListAsync("us-1", default)));
    }

    [Fact]
    public async Task Below_The_Protecting_Store_Everything_Is_Sealed()
    {
        var integration = Integrations.For("us-1");
        await _host.Store.AddAsync(integration, 100, default);

        Assert.StartsWith("v1.", (await SealedAsync(integration.Id)).AccessToken!.Reveal(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_Secret_Prints_As_Stars()
    {
        var integration = Integrations.For("us-1");

        Assert.DoesNotContain(integration.AccessToken!.Reveal(), integration.ToString(), StringComparison.Ordinal);
        Assert.Contains("AccessToken = ***", integration.ToString(), StringComparison.Ordinal);
    }

    private async Task<ScmIntegration> SealedAsync(Guid id)
        => await _host.Backend.ReadAllAsync(null, default).FirstAsync(one => one.Id == id);

    // As somebody would who can write to the store, and knows how its rows are made.
    private async Task RewriteAsync(Guid id, Secret token, ScmInstance instance)
    {
        var stored = await SealedAsync(id);
        Assert.True(await _host.Backend.RemoveAsync(stored.OwnerId, id, default));
        Assert.Equal(AddOutcome.Added, await _host.Backend.AddAsync(stored with { AccessToken = token, Instance = instance }, 100, default));
    }
}
