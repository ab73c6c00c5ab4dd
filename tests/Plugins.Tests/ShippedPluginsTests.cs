using System.Reflection;
using System.Runtime.Versioning;
using System.Text;
using Gateway.Plugins;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Tests.Common;

namespace Plugins.Tests;

/// <summary>The plugins that a program carries, laid out as files.</summary>
[UnsupportedOSPlatform("windows")]
public sealed class ShippedPluginsTests : IDisposable
{
    private static readonly string[] Names = ["One/One.txt", "Two/Two.txt", "Two/deep/Deep.txt"];

    private readonly TemporaryFolder _folder = new();
    private readonly LogLines _log = new();
    private readonly ILoggerFactory _loggers;

    public ShippedPluginsTests() => _loggers = LoggerFactory.Create(logging => logging.AddProvider(_log));

    private string Parent => _folder[Path.Combine("data", "plugins")];

    public void Dispose()
    {
        _loggers.Dispose();
        _log.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public void A_Program_That_Carries_None_Makes_Nothing()
    {
        var shipped = Make(new ShippedFiles(typeof(object).Assembly));

        shipped.LayOut();

        Assert.Empty(shipped.Roots);
        Assert.False(Directory.Exists(Parent));
    }

    [Fact]
    public void What_A_Program_Carries_Is_Told_In_Order()
        => Assert.Equal(Names, new ShippedFiles(typeof(ShippedPluginsTests).Assembly).Names);

    [Fact]
    public void Other_Files_Of_The_Same_Version_Lie_Elsewhere()
    {
        var root = LayOut();
        var other = Make(new ShippedFiles(new ProgramStub([.. Names.Select(name => $"shipped/{name}")])));

        other.LayOut();

        Assert.NotEqual(root.Directory, Assert.Single(other.Roots).Directory);
        Assert.Equal([other.Roots[0].Directory], Directory.GetFileSystemEntries(Parent));
    }

    [Fact]
    public void All_Files_Are_Laid_Out_For_Their_Owner_Only()
    {
        var root = LayOut();

        Assert.True(root.IsShipped);
        Assert.Equal(Names, TemporaryFolder.NamesIn(root.Directory));
        Assert.Equal("deep\n", File.ReadAllText(Path.Combine(root.Directory, "Two", "deep", "Deep.txt")));
        Assert.Matches(@"\A[0-9][^/]*-[0-9a-f]{12}\z", Path.GetFileName(root.Directory));
        Assert.Equal([root.Directory], Directory.GetFileSystemEntries(Parent));
        Assert.Contains($"Laid out the 3 files of the plugins that came with the program in {root.Directory}.", _log.Text, StringComparison.Ordinal);
        Assert.All(Directory.GetFiles(root.Directory, "*", SearchOption.AllDirectories), file => Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file)));
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(Path.Combine(root.Directory, "Two")));
    }

    [Fact]
    public void What_Lies_There_As_It_Should_Is_Left_Alone()
    {
        var root = LayOut();
        var file = Path.Combine(root.Directory, Names[0]);
        File.SetLastWriteTimeUtc(file, DateTime.UnixEpoch);

        Assert.Equal(root, LayOut());

        Assert.Equal(DateTime.UnixEpoch, File.GetLastWriteTimeUtc(file));
        Assert.Single(_log.Text.Split('\n'), line => line.Contains("Laid out", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("changed")]
    [InlineData("missing")]
    [InlineData("strange")]
    [InlineData("instead")]
    [InlineData("empty")]
    public void What_Differs_From_The_Program_Is_Laid_Out_Anew(string what)
    {
        var root = LayOut();
        var file = Path.Combine(root.Directory, Names[1]);
        switch (what)
        {
            case "changed":
                File.WriteAllText(file, "other");
                break;
            case "missing":
                File.Delete(file);
                break;
            case "strange":
                File.WriteAllText(file + ".dll", "");
                break;
            case "instead":
                File.Move(file, file + ".dll");
                break;
            default:
                Directory.Delete(root.Directory, recursive: true);
                break;
        }

        Assert.Equal(root, LayOut());

        Assert.Equal(Names, TemporaryFolder.NamesIn(root.Directory));
        Assert.Equal("two\n", File.ReadAllText(file));
        Assert.Equal([root.Directory], Directory.GetFileSystemEntries(Parent));
    }

    [Fact]
    public void What_Other_Versions_And_Power_Cuts_Have_Left_Is_Removed()
    {
        _folder.File("data/plugins/0.0.1-0123456789ab/One/One.txt", "old");
        _folder.File("data/plugins/.half/One/One.txt", "half");

        var root = LayOut();

        Assert.Equal([root.Directory], Directory.GetFileSystemEntries(Parent));
    }

    [Fact]
    public async Task A_Host_Lays_Them_Out_And_Looks_At_Them()
    {
        using var plugins = new PluginDirectory();
        await using var host = await RunningHost.StartAsync(
            plugins, configure: services => services.AddSingleton(new ShippedFiles(typeof(ShippedPluginsTests).Assembly)));

        Assert.Equal(["One", "Two"], host.Statuses.Plugins.Select(status => status.Name));
        Assert.StartsWith(Path.Combine(plugins.Outside, "data", "plugins"), host.StatusOf("One").Path, StringComparison.Ordinal);
    }

    private PluginRoot LayOut()
    {
        var shipped = Make(new ShippedFiles(typeof(ShippedPluginsTests).Assembly));
        shipped.LayOut();
        return Assert.Single(shipped.Roots);
    }

    private ShippedPlugins Make(ShippedFiles files)
        => new(files, Options.Create(new PluginOptions()), new EnvironmentStub(_folder.Path), _loggers.CreateLogger<ShippedPlugins>());

    /// <summary>A program that carries these files, each of which holds its name.</summary>
    private sealed class ProgramStub(params string[] names) : Assembly
    {
        public override string[] GetManifestResourceNames() => names;

        public override Stream GetManifestResourceStream(string name) => new MemoryStream(Encoding.UTF8.GetBytes(name));
    }
}
