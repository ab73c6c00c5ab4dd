using Gateway.Storage;

namespace Gateway.Tests.Storage.LiteDb;

/// <summary>How the data file is opened, asked and closed.</summary>
public sealed class LiteDbDatabaseTests
{
    [Fact]
    public async Task What_Was_Opened_Is_Let_Go_Of_At_The_End()
    {
        var opened = await OpenedDatabase.OpenAsync();
        Assert.Equal(3, opened.Files.Open);
        Assert.Equal(1, opened.Files.NamesFlushed);

        await opened.DisposeAsync();

        Assert.Equal(0, opened.Files.Open);
    }

    [Fact]
    public async Task A_Disk_That_Fails_While_It_Is_Opened_Is_Told_And_Keeps_Nothing_Open()
    {
        await using var opened = OpenedDatabase.Closed();
        opened.FailOn("journal", FileCallKind.Write);

        var failure = await Assert.ThrowsAsync<StoreUnavailableException>(() => opened.Database.OpenAsync(default));

        Assert.StartsWith("The store «memory» cannot be opened: Input/output error Nothing was changed;", failure.Message, StringComparison.Ordinal);
        Assert.Equal(0, opened.Files.Open);
    }

    [Fact]
    public async Task Whoever_May_Not_Have_It_Keeps_Nothing_Open()
    {
        await using var opened = OpenedDatabase.Closed();
        opened.Files.Fault = _ => throw new StoreUnavailableException("not now");

        var failure = await Assert.ThrowsAsync<StoreUnavailableException>(() => opened.Database.OpenAsync(default));

        Assert.Equal("not now", failure.Message);
        Assert.Equal(0, opened.Files.Open);
    }

    [Fact]
    public async Task An_Opening_That_Nobody_Wants_Any_More_Touches_Nothing()
    {
        await using var opened = OpenedDatabase.Closed();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => opened.Database.OpenAsync(new CancellationToken(canceled: true)));

        Assert.Equal((0, 0), (opened.Files.Open, opened.Files.NamesFlushed));
    }

    [Fact]
    public async Task Before_It_Is_Open_It_Says_So()
    {
        await using var opened = OpenedDatabase.Closed();

        Assert.Equal("The store is not open.", Assert.Throws<StoreUnavailableException>(opened.Database.ProbeFile).Message);
        Assert.Equal(
            "The store is not open.",
            (await Assert.ThrowsAsync<StoreUnavailableException>(async () => await opened.Database.ReadAsync(null, _ => true, default))).Message);
    }

    [Fact]
    public async Task The_Probe_Asks_The_Disk_And_Says_What_It_Says()
    {
        await using var opened = await OpenedDatabase.OpenAsync();
        opened.Database.ProbeFile();
        opened.FailOn("data", FileCallKind.Read);

        var failure = Assert.Throws<StoreUnavailableException>(opened.Database.ProbeFile);

        Assert.Equal(("The store cannot be read now.", "Input/output error"), (failure.Message, failure.InnerException!.Message));
    }

    [Fact]
    public async Task What_A_Crash_Left_In_The_Journal_Is_Moved_Into_The_Data_File()
    {
        var (files, ids) = await CrashAsync();

        await using var opened = await OpenedDatabase.OpenAsync(files: files);

        Assert.Equal(0, files.Journal.Length);
        Assert.NotEqual(0, files.Data.Length);
        Assert.Equal(ids, await opened.IdsAsync("us-1"));
        Assert.Contains("The store was not closed in order.", opened.Log.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_A_Crash_Left_In_The_Journal_Stays_There_While_A_Snapshot_Is_Open_And_Is_Served()
    {
        var (files, ids) = await CrashAsync();
        files.IsPinned = true;
        var journal = files.Journal.ToArray();

        await using var opened = await OpenedDatabase.OpenAsync(files: files);

        Assert.Equal(0, files.Data.Length);
        Assert.Equal(journal, files.Journal.ToArray());
        Assert.Equal(ids, await opened.IdsAsync("us-1"));
    }

    [Theory]
    [InlineData(2, "It has version 2 of the layout, and this gateway knows version 1.")]
    [InlineData(0, "It has version 0 of the layout, and this gateway knows version 1.")]
    [InlineData(null, "It is a LiteDB file, but not one of a gateway's.")]
    public async Task Another_Layout_Is_Not_Opened(int? version, string problem)
    {
        await using var opened = await OpenedDatabase.OpenAsync();
        await opened.Database.WriteAsync(
            "",
            session =>
            {
                session.Update("meta", new LiteDB.BsonDocument { ["_id"] = "version", ["Value"] = version is { } number ? number : LiteDB.BsonValue.Null });
                return true;
            },
            default);

        var refusal = await Assert.ThrowsAsync<StoreUnavailableException>(opened.ReopenAsync);

        Assert.Equal(problem, Assert.IsType<InvalidDataException>(refusal.InnerException).Message);
    }

    // Both files as they lie there when the process ends between two changes.
    private static async Task<(FaultyFiles Files, IReadOnlyList<Guid> Ids)> CrashAsync()
    {
        await using var opened = await OpenedDatabase.OpenAsync();
        var integration = Integrations.For("us-1");
        await opened.AddAsync(integration);
        var files = new FaultyFiles();
        files.Data.Write(0, opened.Files.Data.ToArray());
        files.Journal.Write(0, opened.Files.Journal.ToArray());
        return (files, [integration.Id]);
    }
}
