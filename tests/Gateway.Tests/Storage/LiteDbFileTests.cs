using System.Runtime.Versioning;
using System.Text;
using Gateway.Storage;

namespace Gateway.Tests.Storage;

/// <summary>The files of the LiteDB store, as they lie on the disk.</summary>
public sealed class LiteDbFileTests : IAsyncLifetime
{
    private StoreHost _host = null!;

    public async Task InitializeAsync() => _host = await StoreHost.StartNewAsync();

    public async Task DisposeAsync() => await _host.DisposeAsync();

    [Fact]
    public async Task No_File_And_No_Log_Line_Shows_A_Token()
    {
        var tokens = new List<string>();
        for (var i = 0; i < 20; i++)
        {
            var integration = Integrations.For("us-1") with { RefreshToken = new Secret("refresh-" + Guid.NewGuid()) };
            tokens.AddRange([integration.AccessToken!.Reveal(), integration.RefreshToken.Reveal()]);
            await _host.Store.AddAsync(integration, 100, default);
            await _host.Store.UpdateAsync(integration, default);
        }

        // Once with everything in the journal, once with everything in the data file.
        AssertHidden(tokens);
        await _host.StopAsync();
        AssertHidden(tokens);
    }

    [Fact]
    [UnsupportedOSPlatform("windows")]
    public void Files_Are_For_Their_Owner_Only()
    {
        var files = Directory.GetFiles(_host.Folder, "*", SearchOption.AllDirectories);

        Assert.Equal(5, files.Length);
        Assert.All(files, file => Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file)));
        Assert.All(Directory.GetDirectories(_host.Folder), folder => Assert.Equal(
            UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(folder)));
    }

    [Fact]
    public async Task A_Second_Gateway_Is_Told_Who_Has_The_Store()
    {
        await using var second = new StoreHost(new Dictionary<string, string?> { ["Gateway:Storage:LiteDb:Path"] = _host.DataFile });

        var refusal = await Assert.ThrowsAsync<StoreInUseException>(second.StartAsync);

        Assert.True(refusal.IsInUse);
        Assert.Contains($"process {Environment.ProcessId}", refusal.Message, StringComparison.Ordinal);
        Assert.Contains("Gateway:Storage:LiteDb:Path", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_Copy_Taken_While_It_Runs_Opens_With_Everything_Acknowledged()
    {
        var integration = Integrations.For("us-1");
        await _host.Store.AddAsync(integration, 100, default);
        await using var copy = await CopyAsync();

        await copy.StartAsync();

        Assert.Equal(integration, Assert.Single(await copy.Store.ListAsync("us-1", default)));
        Assert.Contains("was not closed in order", copy.Log.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_Store_That_Was_Closed_In_Order_Has_Nothing_To_Recover()
    {
        await _host.Store.AddAsync(Integrations.For("us-1"), 100, default);

        await _host.RestartAsync();

        Assert.DoesNotContain("was not closed in order", _host.Log.Text, StringComparison.Ordinal);
        Assert.Equal(0, new FileInfo(_host.DataFile + "-journal").Length);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(8192)]
    [InlineData(12_345)]
    public async Task A_Data_File_That_Is_Cut_Off_Stops_The_Start(int missing)
    {
        await _host.Store.AddAsync(Integrations.For("us-1"), 100, default);
        await _host.StopAsync();
        using (var file = new FileStream(_host.DataFile, FileMode.Open))
        {
            file.SetLength(file.Length - missing);
        }

        var refusal = await Assert.ThrowsAsync<StoreUnavailableException>(_host.StartAsync);

        Assert.Contains("cut off", refusal.Message, StringComparison.Ordinal);
        Assert.Contains(_host.DataFile, refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_File_That_Is_Something_Else_Stops_The_Start_And_Stays_As_It_Is()
    {
        await _host.StopAsync();
        var text = string.Concat(Enumerable.Repeat("not a database ", 2000));
        await File.WriteAllTextAsync(_host.DataFile, text);

        var refusal = await Assert.ThrowsAsync<StoreUnavailableException>(_host.StartAsync);

        Assert.Contains("not a LiteDB file", refusal.Message, StringComparison.Ordinal);
        Assert.Equal(text, await File.ReadAllTextAsync(_host.DataFile));
    }

    [Fact]
    [Trait("Size", "Bulk")]
    public async Task A_Journal_Cut_Anywhere_Leaves_A_Store_That_Opens_With_What_Is_Whole()
    {
        var added = new List<Guid>();
        for (var i = 0; i < 3; i++)
        {
            var integration = Integrations.For("us-1") with { CreatedAt = DateTimeOffset.UnixEpoch.AddSeconds(i) };
            added.Add(integration.Id);
            await _host.Store.AddAsync(integration, 100, default);
        }

        await using var whole = await CopyAsync();
        var journal = await File.ReadAllBytesAsync(whole.DataFile + "-journal");
        var counts = new List<int>();
        for (var length = 0; length <= journal.Length; length += 4096 + 500)
        {
            await using var copy = new StoreHost(new Dictionary<string, string?> { ["Gateway:Keys:Directory"] = _host.KeyFolder });
            Directory.CreateDirectory(Path.GetDirectoryName(copy.DataFile)!);
            File.Copy(whole.DataFile, copy.DataFile);
            await File.WriteAllBytesAsync(copy.DataFile + "-journal", journal[..length]);
            await copy.StartAsync();
            var ids = (await copy.Store.ListAsync("us-1", default)).Select(one => one.Id).ToList();
            Assert.Equal(added.Take(ids.Count), ids);
            counts.Add(ids.Count);
        }

        Assert.Equal(counts.Order(), counts);
        Assert.Contains(0, counts);
        Assert.Contains(counts, count => count is 1 or 2);
    }

    [Fact]
    public async Task A_Damaged_Row_Is_Reported_And_The_Rest_Is_Served()
    {
        var damaged = Integrations.For("us-1") with { Username = "find-me-0123456789" };
        var whole = Integrations.For("us-1");
        await _host.Store.AddAsync(damaged, 100, default);
        await _host.Store.AddAsync(whole, 100, default);
        await _host.StopAsync();
        Overwrite("find-me-0123456789", "find-me-0123456788");

        await _host.StartAsync();

        Assert.Equal(whole, Assert.Single(await _host.Store.ListAsync("us-1", default)));
        Assert.Null(await _host.Store.FindAsync("us-1", damaged.Id, default));
        Assert.Contains($"Integration {damaged.Id} is in quarantine (Damaged)", _host.Log.Text, StringComparison.Ordinal);
        Assert.Equal(AddOutcome.Added, await _host.Store.AddAsync(Integrations.For("us-1", damaged.Uid), 100, default));
    }

    [Fact]
    public async Task What_Another_Program_Has_Closed_In_Order_Is_No_Matter()
    {
        await _host.StopAsync();
        await File.WriteAllTextAsync(Path.Combine(Path.GetDirectoryName(_host.DataFile)!, "gateway-log.db"), "");

        await _host.StartAsync();
        await _host.Store.ProbeAsync(default);
    }

    [Fact]
    public async Task Whoever_Has_Closed_It_Is_Named_No_Longer()
    {
        Assert.Equal($"{Environment.ProcessId}", await File.ReadAllTextAsync(_host.DataFile + ".pid"));

        await _host.StopAsync();
        Assert.False(File.Exists(_host.DataFile + ".pid"));
    }

    [Fact]
    public async Task What_Another_Program_Left_Open_Stops_The_Start()
    {
        await _host.StopAsync();
        await File.WriteAllTextAsync(Path.Combine(Path.GetDirectoryName(_host.DataFile)!, "gateway-log.db"), "pages");

        var refusal = await Assert.ThrowsAsync<StoreUnavailableException>(_host.StartAsync);

        Assert.Contains("gateway-log.db", refusal.Message, StringComparison.Ordinal);
    }

    private async Task<StoreHost> CopyAsync()
    {
        var copy = new StoreHost(new Dictionary<string, string?> { ["Gateway:Keys:Directory"] = _host.KeyFolder });
        Directory.CreateDirectory(Path.GetDirectoryName(copy.DataFile)!);
        foreach (var suffix in new[] { "", "-journal" })
        {
            await using var from = new FileStream(_host.DataFile + suffix, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
            await using var to = new FileStream(copy.DataFile + suffix, FileMode.CreateNew);
            await from.CopyToAsync(to);
        }

        return copy;
    }

    private void Overwrite(string text, string with)
    {
        var bytes = File.ReadAllBytes(_host.DataFile);
        var position = bytes.AsSpan().IndexOf(Encoding.UTF8.GetBytes(text));
        Assert.True(position >= 0);
        Encoding.UTF8.GetBytes(with).CopyTo(bytes, position);
        File.WriteAllBytes(_host.DataFile, bytes);
    }

    private void AssertHidden(IReadOnlyCollection<string> tokens)
    {
        foreach (var file in Directory.GetFiles(_host.Folder, "*", SearchOption.AllDirectories).Where(file => !file.EndsWith(".lock", StringComparison.Ordinal)))
        {
            using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
            using var reader = new StreamReader(stream, Encoding.Latin1);
            var content = reader.ReadToEnd();
            Assert.All(tokens, token => Assert.DoesNotContain(token, content, StringComparison.Ordinal));
        }

        var log = _host.Log.Text;
        Assert.All(tokens, token => Assert.DoesNotContain(token, log, StringComparison.Ordinal));
    }
}
