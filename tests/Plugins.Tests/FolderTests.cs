using System.Runtime.Versioning;
using Gateway.Plugins;
using Gateway.Plugins.Loading;

namespace Plugins.Tests;

/// <summary>What is found in a plugin directory, in which order, and what belongs to a plugin.</summary>
public sealed class FolderTests : IDisposable
{
    private readonly PluginDirectory _plugins = new();

    private PluginRoot Root => new(_plugins.Path);

    public void Dispose() => _plugins.Dispose();

    [Theory]
    [InlineData("1.2", "1.2.0", 0)]
    [InlineData("1.2.0.0", "1.2", 0)]
    [InlineData("1.10", "1.9", 1)]
    [InlineData("1.2.3", "1.2.4", -1)]
    [InlineData("1.2.3.1", "1.2.3", 1)]
    [InlineData("2.0.0-beta.1", "2.0.0", -1)]
    [InlineData("2.0.0-beta.1", "1.9.9", 1)]
    [InlineData("2.0.0-beta.2", "2.0.0-beta.1", 1)]
    [InlineData("2.0.0-alpha", "2.0.0-beta", -1)]
    [InlineData("2.0.0-rc", "2.0.0-rc", 0)]
    [InlineData("1.2-alpha", "1.2.0-beta", -1)]
    public void Versions_Have_An_Order(string one, string other, int order)
    {
        Assert.Equal(order, Math.Sign(PluginVersion.TryParse(one)!.CompareTo(PluginVersion.TryParse(other))));
        Assert.Equal(-order, Math.Sign(PluginVersion.TryParse(other)!.CompareTo(PluginVersion.TryParse(one))));
        Assert.Equal(1, PluginVersion.TryParse(one)!.CompareTo(null));
    }

    [Theory]
    [InlineData("")]
    [InlineData("1")]
    [InlineData("v1.2")]
    [InlineData("latest")]
    [InlineData("-1.2")]
    public void What_Is_No_Version_Is_None(string text) => Assert.Null(PluginVersion.TryParse(text));

    [Fact]
    public void Folders_Are_Plugins_In_The_Order_Of_Their_Names()
    {
        foreach (var name in new[] { "b", "A", "_x", ".staged", "has space", "-dash", "a.b-c", new string('n', 128), new string('n', 129) })
        {
            Directory.CreateDirectory(_plugins.FolderOf(name));
        }

        File.WriteAllText(_plugins.FolderOf("Loose.dll"), "");

        Assert.Equal(["A", "_x", "a.b-c", "b", new string('n', 128)], PluginFolders.Find(Root).Select(found => found.Name));
        Assert.Throws<DirectoryNotFoundException>(() => PluginFolders.Find(new PluginRoot(_plugins.FolderOf("missing"))));
    }

    [Fact]
    public void The_Newest_Version_That_Holds_The_Plugin_Comes_First_And_The_Folder_Itself_Last()
    {
        Write("Good/1.9/Good.dll", "Good/1.10/Good.dll", "Good/1.10-rc/Good.dll", "Good/2.0/Other.dll", "Good/old/Good.dll");
        Assert.Equal(["Good/1.10", "Good/1.10-rc", "Good/1.9"], CandidatesOf("Good"));

        Write("Good/Good.dll");
        Assert.Equal(["Good/1.10", "Good/1.10-rc", "Good/1.9", "Good"], CandidatesOf("Good"));

        Write("Empty/2.0/Other.dll");
        Assert.Equal(["Empty"], CandidatesOf("Empty"));
    }

    [Fact]
    public void Hidden_Files_Do_Not_Belong_To_It_And_Those_Of_Its_Folders_Do()
    {
        Write("Good/Good.dll", "Good/.hidden", "Good/runtimes/any/x.dll", "Good/.git/config");
        var (files, problem) = Collect("Good");

        Assert.Null(problem);
        Assert.Equal(["Good.dll", "runtimes/any/x.dll"], files.Keys);
        Assert.Equal(_plugins.FolderOf("Good", "Good.dll"), files["Good.dll"]);
    }

    [Fact]
    [UnsupportedOSPlatform("windows")]
    public void Of_A_Directory_That_Everybody_Can_Write_To_Nothing_Is_Used()
    {
        Write("Good/Good.dll");
        File.SetUnixFileMode(_plugins.Path, File.GetUnixFileMode(_plugins.Path) | UnixFileMode.OtherWrite);

        Assert.Equal($"«{_plugins.Path}» can be written by every user of this machine: take that permission away.", Collect("Good").Problem);
    }

    [Fact]
    public void Folders_In_Folders_Have_An_End()
    {
        Write($"Good/{string.Join('/', Enumerable.Repeat("d", 15))}/x.dll");
        Assert.Null(Collect("Good").Problem);

        Write($"Good/{string.Join('/', Enumerable.Repeat("d", 16))}/x.dll");
        Assert.Equal("its folders are nested deeper than 16.", Collect("Good").Problem);
    }

    [Fact]
    public void So_Have_Its_Files()
    {
        Write([.. Enumerable.Range(0, 5000).Select(i => $"Good/{i}.txt")]);
        Assert.Null(Collect("Good").Problem);

        Write("Good/one-more.txt");
        Assert.Equal("it has more than 5000 files.", Collect("Good").Problem);
    }

    [Theory]
    [InlineData("/a/b", "/a/b", true)]
    [InlineData("/a/b/c", "/a/b", true)]
    [InlineData("/a/b/..c", "/a/b", true)]
    [InlineData("/a/bc", "/a/b", false)]
    [InlineData("/a", "/a/b", false)]
    [InlineData("/", "/a/b", false)]
    [InlineData("/x/y", "/a/b", false)]
    public void A_Path_Is_Inside_Or_It_Is_Not(string path, string directory, bool isInside) => Assert.Equal(isInside, RealPath.IsInside(path, directory));

    [Fact]
    public void Links_Are_Followed_To_Their_End()
    {
        var real = RealPath.Of(_plugins.Path);
        Write("real/deep/file");
        Directory.CreateSymbolicLink(_plugins.FolderOf("one"), "real");
        Directory.CreateSymbolicLink(_plugins.FolderOf("two"), _plugins.FolderOf("one", "deep"));
        File.CreateSymbolicLink(_plugins.FolderOf("three"), "two/file");

        Assert.Equal(Path.Combine(real, "real", "deep", "file"), RealPath.Of(_plugins.FolderOf("three")));
        Assert.Equal(Path.Combine(real, "real", "missing"), RealPath.Of(_plugins.FolderOf("one", "missing")));
        Assert.Equal("/", RealPath.Of("/"));
    }

    [Fact]
    public void Links_That_Go_Round_In_A_Circle_Are_Told()
    {
        File.CreateSymbolicLink(_plugins.FolderOf("one"), "two");
        File.CreateSymbolicLink(_plugins.FolderOf("two"), "one");

        Assert.Contains("go round in a circle", Assert.Throws<IOException>(() => RealPath.Of(_plugins.FolderOf("one"))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void So_Many_Links_May_Lead_To_It_And_No_More()
    {
        Write("link0");
        for (var i = 1; i <= 41; i++)
        {
            File.CreateSymbolicLink(_plugins.FolderOf($"link{i}"), $"link{i - 1}");
        }

        Assert.EndsWith("link0", RealPath.Of(_plugins.FolderOf("link40")), StringComparison.Ordinal);
        Assert.Throws<IOException>(() => RealPath.Of(_plugins.FolderOf("link41")));
    }

    [Fact]
    public void A_Fingerprint_Changes_With_Size_Time_Permission_And_Place()
    {
        Write("Good/Good.dll");
        var file = _plugins.FolderOf("Good", "Good.dll");
        var prints = new List<string> { Fingerprint(), Fingerprint() };
        Assert.Equal(prints[0], prints[1]);

        File.SetLastWriteTimeUtc(file, DateTime.UnixEpoch);
        prints.Add(Fingerprint());
        File.AppendAllText(file, "x");
        File.SetLastWriteTimeUtc(file, DateTime.UnixEpoch);
        prints.Add(Fingerprint());
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(file, UnixFileMode.UserRead);
            prints.Add(Fingerprint());
        }

        Write("Good/more.txt");
        prints.Add(Fingerprint());
        Directory.Move(_plugins.FolderOf("Good"), _plugins.FolderOf(".elsewhere"));
        Directory.CreateSymbolicLink(_plugins.FolderOf("Good"), ".elsewhere");
        prints.Add(Fingerprint());

        Assert.Distinct(prints.Skip(1));
    }

    [Fact]
    public void A_Folder_With_A_File_That_May_Not_Be_Used_Is_Not_Empty()
    {
        Directory.CreateDirectory(_plugins.FolderOf("Good"));
        Assert.True(IsEmpty());

        File.CreateSymbolicLink(_plugins.FolderOf("Good", "Good.dll"), "/etc/hostname");
        Assert.False(IsEmpty());
        Directory.Delete(_plugins.FolderOf("Good"), recursive: true);
        Assert.False(IsEmpty());
        Write("Good/Good.dll");
        Assert.False(IsEmpty());
    }

    [Fact]
    public void What_Was_In_A_Directory_That_Is_Away_Is_Taken_To_Be_There_Still()
    {
        var good = new PluginFolder("Good", _plugins.FolderOf("Good"), Root);
        var before = new FoundPlugin("Good", [good], "1", IsEmpty: false);
        var plugins = new Dictionary<string, FoundPlugin> { ["Good"] = before with { Fingerprint = "2" } };

        Assert.True(new PluginReading(plugins, []).Differs("Good", before));
        Assert.True(new PluginReading(plugins, []).Differs("Good", null));
        Assert.True(new PluginReading(plugins, [Root]).Differs("Good", null));
        Assert.False(new PluginReading(plugins, [Root]).Differs("Good", before));
        Assert.False(new PluginReading(plugins, []).Differs("Good", plugins["Good"]));
        Assert.True(new PluginReading(new Dictionary<string, FoundPlugin>(), []).Differs("Good", before));
        Assert.False(new PluginReading(new Dictionary<string, FoundPlugin>(), [Root]).Differs("Good", before));
        Assert.True(new PluginReading(new Dictionary<string, FoundPlugin>(), [new PluginRoot("/other")]).Differs("Good", before));
        Assert.False(new PluginReading(new Dictionary<string, FoundPlugin>(), []).Differs("Good", null));
    }

    private void Write(params IReadOnlyList<string> files)
    {
        foreach (var file in files.Select(file => _plugins.FolderOf(file.Split('/'))))
        {
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            File.WriteAllText(file, "");
        }
    }

    private IEnumerable<string> CandidatesOf(string plugin)
        => PluginFolders.Find(Root).Single(found => found.Name == plugin).Candidates.Select(candidate => Path.GetRelativePath(_plugins.Path, candidate.Directory));

    private (SortedDictionary<string, string> Files, string? Problem) Collect(string plugin)
        => PluginFiles.Collect(new PluginFolder(plugin, _plugins.FolderOf(plugin), Root));

    private string Fingerprint() => Look().ToString();

    private bool IsEmpty() => Look().IsEmpty;

    private PluginFingerprint Look()
    {
        var fingerprint = new PluginFingerprint();
        fingerprint.Add(new PluginFolder("Good", _plugins.FolderOf("Good"), Root));
        return fingerprint;
    }
}
