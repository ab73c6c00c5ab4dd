using Gateway.Plugins.Watching;
using Microsoft.Extensions.Time.Testing;
using Tests.Common;

namespace Plugins.Tests;

/// <summary>What the system tells of changes in a directory.</summary>
public sealed class FolderHintsTests : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    private readonly TemporaryFolder _folder = new();
    private readonly FakeTimeProvider _time = new();
    private readonly LogLines _log = new();
    private readonly FolderHints _hints;

    public FolderHintsTests() => _hints = new FolderHints(_time, _log.CreateLogger("hints"));

    public void Dispose()
    {
        _hints.Dispose();
        _log.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task Whoever_Waits_Is_Woken_Once_However_Often_It_Was_Called()
    {
        _hints.Wake();
        _hints.Wake();

        await _hints.WaitAsync(Hour, default).WaitAsync(Patience);
        Assert.False(_hints.WaitAsync(Hour, default).IsCompleted);
    }

    [Fact]
    public async Task Without_A_Hint_It_Is_Waited_For_So_Long()
    {
        var waiting = _hints.WaitAsync(TimeSpan.FromSeconds(5), default);
        _time.Advance(TimeSpan.FromMilliseconds(4999));
        await Task.Delay(20);
        Assert.False(waiting.IsCompleted);

        _time.Advance(TimeSpan.FromMilliseconds(1));
        await waiting.WaitAsync(Patience);
    }

    [Fact]
    public async Task Waiting_Ends_With_The_Gateway()
    {
        using var cancellation = new CancellationTokenSource();
        var waiting = _hints.WaitAsync(Hour, cancellation.Token);

        await cancellation.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting.WaitAsync(Patience));
    }

    [Theory]
    [InlineData("create")]
    [InlineData("change")]
    [InlineData("rename")]
    [InlineData("delete")]
    [InlineData("mode")]
    [InlineData("folder")]
    public async Task Every_Change_Below_It_Is_Told(string what)
    {
        var file = _folder.File("One/one.txt", "one");
        _hints.ListenAt([_folder.Path]);
        var waiting = _hints.WaitAsync(Hour, default);

        switch (what)
        {
            case "create":
                _folder.File("One/two.txt", "two");
                break;
            case "change":
                await File.AppendAllTextAsync(file, "more");
                break;
            case "rename":
                File.Move(file, file + ".old");
                break;
            case "delete":
                File.Delete(file);
                break;
            case "mode" when !OperatingSystem.IsWindows():
                File.SetUnixFileMode(file, UnixFileMode.UserRead);
                break;
            default:
                _folder.Folder("Two");
                break;
        }

        await waiting.WaitAsync(Patience);
    }

    [Fact]
    public async Task A_Directory_That_Is_No_Longer_Listened_At_Or_Not_There_Tells_Nothing()
    {
        _hints.ListenAt([_folder.Path, _folder["missing"]]);
        _hints.ListenAt([]);
        var waiting = _hints.WaitAsync(Hour, default);

        _folder.File("one.txt", "one");
        await Task.Delay(200);

        Assert.False(waiting.IsCompleted);
        _hints.ListenAt([_folder.Path]);
        _folder.File("two.txt", "two");
        await waiting.WaitAsync(Patience);
    }

    [Fact]
    public async Task Directories_That_Are_Not_There_Or_Lead_Nowhere_Are_Passed_Over_In_Silence()
    {
        var circle = _folder["circle"];
        Directory.CreateSymbolicLink(circle, circle);
        var plugins = _folder.Folder("plugins");
        _hints.ListenAt([_folder["missing"], circle, plugins]);
        var waiting = _hints.WaitAsync(Hour, default);

        await File.WriteAllTextAsync(Path.Combine(plugins, "one.txt"), "one");

        await waiting.WaitAsync(Patience);
        Assert.Equal("", _log.Text);
    }

    [Fact]
    public async Task A_Directory_That_Took_Anothers_Place_Is_Listened_At()
    {
        var plugins = _folder.Folder("plugins");
        _hints.ListenAt([plugins]);
        Directory.Move(plugins, _folder["away"]);
        Directory.CreateDirectory(plugins);
        _hints.ListenAt([plugins]);
        var waiting = _hints.WaitAsync(Hour, default);

        await File.WriteAllTextAsync(Path.Combine(plugins, "one.txt"), "one");

        await waiting.WaitAsync(Patience);
    }
}
