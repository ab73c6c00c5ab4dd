using System.Runtime.Versioning;
using Gateway.Storage;
using Gateway.Storage.Maintenance;
using Gateway.Storage.Protection;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;

namespace Gateway.Tests.Storage.Protection;

/// <summary>Where the keys come from, and what happens when they are not there.</summary>
public sealed class KeyRingTests : IAsyncLifetime
{
    private readonly FakeTimeProvider _time = new();
    private StoreHost _host = null!;

    private string KeyFile => Assert.Single(Directory.GetFiles(_host.KeyFolder));

    public async Task InitializeAsync() => _host = await StoreHost.StartNewAsync(services => services.AddSingleton<TimeProvider>(_time));

    public async Task DisposeAsync() => await _host.DisposeAsync();

    [Fact]
    public async Task The_First_Start_Makes_One_Key_And_The_Next_Uses_It()
    {
        var first = KeyFile;

        await _host.RestartAsync();

        Assert.Equal(first, KeyFile);
    }

    [Fact]
    public async Task A_Missing_Key_Stops_The_Start_And_No_New_One_Is_Made()
    {
        await _host.Store.AddAsync(Integrations.For("us-1"), 100, default);
        await _host.StopAsync();
        var id = Path.GetFileNameWithoutExtension(KeyFile);
        File.Move(KeyFile, Path.Combine(_host.Folder, "kept"));

        var refusal = await Assert.ThrowsAsync<StoreUnavailableException>(_host.StartAsync);

        Assert.Contains(_host.KeyFolder, refusal.Message, StringComparison.Ordinal);
        Assert.Contains(id, refusal.Message, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFiles(_host.KeyFolder));

        File.Move(Path.Combine(_host.Folder, "kept"), Path.Combine(_host.KeyFolder, id + ".key"));
        await _host.StartAsync();
        Assert.Single(await _host.Store.ListAsync("us-1", default));
    }

    [Fact]
    public async Task A_Missing_Key_Stops_The_Start_Though_Another_Is_There()
    {
        await _host.Store.AddAsync(Integrations.For("us-1"), 100, default);
        var id = Path.GetFileNameWithoutExtension(KeyFile);
        await _host.StopAsync();
        Directory.Delete(_host.KeyFolder, recursive: true);
        Directory.CreateDirectory(_host.KeyFolder);
        Gateway.Storage.Protection.KeyFile.Write(_host.KeyFolder, ProtectionKey.Create(_time.GetUtcNow()));

        var refusal = await Assert.ThrowsAsync<StoreUnavailableException>(_host.StartAsync);

        Assert.Contains(id, refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_Integrations_A_Lost_Key_Is_No_Loss()
    {
        await _host.StopAsync();
        File.Delete(KeyFile);

        await _host.StartAsync();

        Assert.True(File.Exists(KeyFile));
    }

    [Fact]
    public async Task A_Damaged_Key_Stops_The_Start()
    {
        await _host.StopAsync();
        var text = await File.ReadAllTextAsync(KeyFile);
        var key = text.IndexOf("\"key\"", StringComparison.Ordinal) + 9;
        var damaged = text[..key] + (text[key] == 'A' ? 'B' : 'A') + text[(key + 1)..];
        await File.WriteAllTextAsync(KeyFile, damaged);

        var refusal = await Assert.ThrowsAsync<StoreUnavailableException>(_host.StartAsync);

        Assert.Contains(KeyFile, refusal.Message, StringComparison.Ordinal);
        Assert.Contains("damaged", refusal.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("{}")]
    [InlineData("[]")]
    [InlineData("null")]
    public async Task A_Key_File_That_Cannot_Be_Read_Stops_The_Start_And_Is_Not_Shown(string content)
    {
        await _host.StopAsync();
        var secret = await File.ReadAllTextAsync(KeyFile);
        await File.WriteAllTextAsync(KeyFile, content);

        var refusal = await Assert.ThrowsAsync<StoreUnavailableException>(_host.StartAsync);

        Assert.Contains(content is "[]" or "{" or "" or "{}" ? $"The key file «{KeyFile}» cannot be read: JsonException." : KeyFile, refusal.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(secret, _host.Log.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_Newest_Key_Seals_And_The_Older_Ones_Unseal()
    {
        var before = Integrations.For("us-1");
        await _host.Store.AddAsync(before, 100, default);
        await _host.StopAsync();
        var newer = ProtectionKey.Create(_time.GetUtcNow().AddMinutes(1));
        Gateway.Storage.Protection.KeyFile.Write(_host.KeyFolder, newer);

        await _host.StartAsync();
        var after = Integrations.For("us-2");
        await _host.Store.AddAsync(after, 100, default);

        Assert.Equal(before, Assert.Single(await _host.Store.ListAsync("us-1", default)));
        Assert.Contains(newer.Id, (await _host.Backend.FindAsync("us-2", after.Id, default))!.AccessToken!.Reveal(), StringComparison.Ordinal);
        Assert.Equal(2, (await _host.Backend.ReadKeysAsync(default)).Count);
    }

    [Fact]
    public async Task A_Key_That_Was_Used_Often_Enough_Is_Followed_By_A_New_One()
    {
        var first = Path.GetFileNameWithoutExtension(KeyFile);
        await _host.Backend.ReserveSealsAsync(first, SealBudget.MaxSeals, default);

        var integration = Integrations.For("us-1");
        await _host.Store.AddAsync(integration, 100, default);

        var sealedToken = (await _host.Backend.FindAsync("us-1", integration.Id, default))!.AccessToken!.Reveal();
        Assert.DoesNotContain(first, sealedToken, StringComparison.Ordinal);
        Assert.Equal(2, Directory.GetFiles(_host.KeyFolder).Length);
        Assert.Equal(integration, Assert.Single(await _host.Store.ListAsync("us-1", default)));
    }

    [Fact]
    public async Task Seals_Are_Counted_Over_Restarts()
    {
        var id = Path.GetFileNameWithoutExtension(KeyFile);
        await _host.Store.AddAsync(Integrations.For("us-1"), 100, default);
        var first = Assert.Single(await _host.Backend.ReadKeysAsync(default));
        await _host.RestartAsync();
        await _host.Store.AddAsync(Integrations.For("us-1"), 100, default);

        var second = Assert.Single(await _host.Backend.ReadKeysAsync(default));

        Assert.Equal(id, second.KeyId);
        Assert.Equal(2 * first.Seals, second.Seals);
    }

    [Fact]
    public async Task A_Key_That_Another_Gateway_Made_Is_Found_When_It_Is_Met_But_The_Folder_Is_Not_Read_All_The_Time()
    {
        var ring = _host.Services.GetRequiredService<KeyRing>();
        _time.Advance(TimeSpan.FromSeconds(1));
        var others = ProtectionKey.Create(_time.GetUtcNow());
        Assert.Null(ring.Find(others.Id));
        Gateway.Storage.Protection.KeyFile.Write(_host.KeyFolder, others);
        _time.Advance(TimeSpan.FromMilliseconds(999));
        Assert.Null(ring.Find(others.Id));

        _time.Advance(TimeSpan.FromMilliseconds(1));
        Assert.NotNull(ring.Find(others.Id));
    }

    [Fact]
    public void A_Key_Made_At_The_Same_Moment_Or_With_The_Clock_Put_Back_Is_The_Newest_All_The_Same()
    {
        var ring = _host.Services.GetRequiredService<KeyRing>();
        foreach (var back in new[] { TimeSpan.Zero, TimeSpan.Zero, TimeSpan.FromMinutes(5) })
        {
            _time.AdjustTime(_time.GetUtcNow() - back);
            Assert.Equal(ring.Create().Id, ring.Keys.Active!.Id);
        }

        var before = ring.Keys.Active!.CreatedAt;
        _time.Advance(TimeSpan.FromHours(1));
        Assert.Equal(_time.GetUtcNow(), ring.Create().CreatedAt);
        Assert.True(ring.Keys.Active!.CreatedAt > before);
    }

    [Fact]
    [UnsupportedOSPlatform("windows")]
    public void A_Key_File_That_Others_Can_Read_Is_Told_And_One_Of_Its_Owners_Is_Not()
    {
        var ring = _host.Services.GetRequiredService<KeyRing>();
        ring.Load();
        Assert.DoesNotContain("can be read by others", _host.Log.Text, StringComparison.Ordinal);

        File.SetUnixFileMode(KeyFile, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead);
        ring.Load();
        Assert.Contains($"The key file «{KeyFile}» can be read by others", _host.Log.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_Any_Key_Integrations_Stop_The_Start()
    {
        await _host.Backend.ImportAsync(new StoreContent { Integrations = [Integrations.For("us-1") with { AccessToken = null }] }, default);
        await _host.Backend.ForgetKeysAsync([.. (await _host.Backend.ReadKeysAsync(default)).Select(use => use.KeyId)], default);
        await _host.StopAsync();
        File.Delete(KeyFile);

        var refusal = await Assert.ThrowsAsync<StoreUnavailableException>(_host.StartAsync);

        Assert.Contains("the store holds integrations, and there is no key at all", refusal.Message, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFiles(_host.KeyFolder));
    }

    [Fact]
    public async Task A_Key_Folder_Has_A_Name()
    {
        await using var nameless = new StoreHost(new Dictionary<string, string?> { ["Gateway:Keys:Directory"] = " " });

        var problem = Assert.Throws<OptionsValidationException>(() => nameless.Resolve<IOptions<KeyOptions>>().Value);
        Assert.Equal(["Gateway:Keys:Directory must be set."], problem.Failures);
        Assert.Equal("data/keys", new KeyOptions().Directory);
    }
}
