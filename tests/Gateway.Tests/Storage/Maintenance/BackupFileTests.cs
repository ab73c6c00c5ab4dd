using System.Security.Cryptography;
using System.Text;
using Gateway.ScmIntegrations;
using Gateway.Storage;
using Gateway.Storage.Maintenance;
using Tests.Common;

namespace Gateway.Tests.Storage.Maintenance;

/// <summary>The file of a backup, line by line.</summary>
public sealed class BackupFileTests : IDisposable
{
    private const string Header = """{"header":{"format":"gateway-backup","version":1,"created_at":"2026-03-01T00:00:00+00:00"}}""";

    private readonly TemporaryFolder _folder = new();
    private readonly string _path;

    public BackupFileTests() => _path = _folder["backup.jsonl"];

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task All_That_Was_Written_Is_Read_Back_In_Parts()
    {
        var integrations = Enumerable.Range(0, 300).Select(_ => Integrations.For("us-1")).ToList();
        integrations[0] = integrations[0] with { AccessToken = null, RefreshToken = new Secret("refresh"), Scopes = ["repo", "user"], CheckedAt = DateTimeOffset.UnixEpoch };

        // Longer than what is read at once.
        integrations[1] = integrations[1] with { AvatarUrl = new string('a', 300_000) };
        await WriteAsync(integrations, ["us-1", "us-2"], [new KeyUse("key", 7)]);
        var looked = new List<Guid>();

        var end = await BackupReader.VerifyAsync(_path, integration => looked.Add(integration.Id), default);
        var parts = await BackupReader.ReadAsync(_path, default).ToListAsync();

        Assert.Equal((300, 2), (end.Integrations, end.AdoptedOwners));
        Assert.Equal(integrations.Select(one => one.Id), looked);
        Assert.Equal([254, 46], parts.Select(part => part.Integrations.Count));
        Assert.Equal(integrations.Select(Text), parts.SelectMany(part => part.Integrations).Select(Text));
        Assert.Equal(["us-1", "us-2"], parts.SelectMany(part => part.AdoptedOwners));
        Assert.Equal([new KeyUse("key", 7)], parts.SelectMany(part => part.Keys));
    }

    [Theory]
    [InlineData("", "It is not whole.")]
    [InlineData(Header + "\n", "It is not whole.")]
    [InlineData(Header, "It is not whole.")]
    [InlineData("null\n", "It is not whole.")]
    [InlineData("""{"adopted_owner":"us-1"}""" + "\n", "It is not a backup of a gateway, or one of a newer gateway.")]
    [InlineData("""{"header":{"format":"other","version":1,"created_at":"2026-03-01T00:00:00+00:00"}}""" + "\n", "It is not a backup of a gateway, or one of a newer gateway.")]
    [InlineData("""{"header":{"format":"gateway-backup","version":2,"created_at":"2026-03-01T00:00:00+00:00"}}""" + "\n", "It is not a backup of a gateway, or one of a newer gateway.")]
    [InlineData("no line of ours\n", "Line 1 is damaged.")]
    [InlineData(Header + "\n{\n", "Line 2 is damaged.")]
    public async Task What_Is_No_Whole_Backup_Is_Told(string content, string problem)
    {
        await File.WriteAllTextAsync(_path, content);

        Assert.Equal(problem, (await Assert.ThrowsAsync<InvalidDataException>(() => BackupReader.VerifyAsync(_path, _ => { }, default))).Message);
    }

    [Theory]
    [InlineData(1, 1, true, true)]
    [InlineData(0, 1, true, false)]
    [InlineData(2, 1, true, false)]
    [InlineData(1, 0, true, false)]
    [InlineData(1, 2, true, false)]
    [InlineData(1, 1, false, false)]
    public async Task The_End_Has_To_Say_What_Came_Before_It(int integrations, int adoptedOwners, bool isHashed, bool isWhole)
    {
        await WriteAsync([Integrations.For("us-1")], ["us-1"], []);
        var lines = await File.ReadAllLinesAsync(_path);
        var before = Encoding.UTF8.GetBytes(string.Concat(lines[..^1].Select(line => line + '\n')));
        var hash = isHashed ? Convert.ToHexStringLower(SHA256.HashData(before)) : new string('0', 64);
        lines[^1] = $$"""{ "end": { "integrations": {{integrations}}, "adopted_owners": {{adoptedOwners}}, "sha256": "{{hash}}" } }""";
        await File.WriteAllTextAsync(_path, string.Concat(lines.Select(line => line + '\n')));

        var failure = await Record.ExceptionAsync(() => BackupReader.VerifyAsync(_path, _ => { }, default));

        Assert.Equal(isWhole ? null : "It is not whole.", failure?.Message);
    }

    [Fact]
    public async Task An_Earlier_Backup_Of_The_Name_Is_There_Until_The_New_One_Is_Whole()
    {
        await File.WriteAllTextAsync(_path, "earlier");
        await using (var writer = new BackupWriter(_path))
        {
            await writer.WriteAsync(new BackupLine { AdoptedOwner = "us-1" }, default);
        }

        Assert.Equal("earlier", await File.ReadAllTextAsync(_path));
        await WriteAsync([], [], []);
        Assert.StartsWith("""{"header":""", await File.ReadAllTextAsync(_path), StringComparison.Ordinal);
        Assert.Equal([_path], Directory.GetFiles(_folder.Path));
    }

    private async Task WriteAsync(List<ScmIntegration> integrations, IReadOnlyList<string> owners, IReadOnlyList<KeyUse> keys)
    {
        await using var writer = new BackupWriter(_path);
        await writer.WriteAsync(
            new BackupLine { Header = new BackupHeader { Format = BackupHeader.KnownFormat, Version = BackupHeader.KnownVersion, CreatedAt = DateTimeOffset.UnixEpoch } },
            default);
        foreach (var key in keys)
        {
            await writer.WriteAsync(new BackupLine { Key = new BackupKey { Id = key.KeyId, Seals = key.Seals } }, default);
        }

        foreach (var integration in integrations)
        {
            await writer.WriteAsync(new BackupLine { Integration = BackupIntegration.From(integration) }, default);
        }

        foreach (var owner in owners)
        {
            await writer.WriteAsync(new BackupLine { AdoptedOwner = owner }, default);
        }

        await writer.EndAsync(integrations.Count, owners.Count, default);
        writer.Publish();
    }

    // Lists compare by reference in a record.
    private static string Text(ScmIntegration one)
        => $"{one with { Scopes = null }} {one.AccessToken?.Reveal()} {one.RefreshToken?.Reveal()} {string.Join(',', one.Scopes ?? [])}";
}
