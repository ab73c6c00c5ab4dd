using Gateway.Plugins.Loading;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Providers.Abstractions;

namespace Plugins.Tests;

/// <summary>Providers whose constructor takes the section of the settings that their own type names.</summary>
public sealed class ProviderActivatorTests
{
    private static readonly IConfiguration Settings = new ConfigurationBuilder()
        .AddInMemoryCollection(new Dictionary<string, string?> { ["told:Word"] = "good", ["Word"] = "bad" })
        .Build();

    [Fact]
    public void A_Type_That_Is_A_Constant_Is_Known_Before_The_Constructor()
        => Assert.Equal("good", Assert.IsType<Constant>(Create(typeof(Constant))).Word);

    [Fact]
    public void A_Provider_That_Tells_Its_Type_Once_Made_And_Has_Read_Before_Is_Made_Again()
    {
        var made = Assert.IsType<Eager>(Create(typeof(Eager)));

        Assert.Equal("good", made.Word);
        Assert.Equal((2, 1), (made.Counts.Made, made.Counts.Disposed));
    }

    [Fact]
    public void A_Provider_That_Reads_Only_When_It_Is_Called_Is_Made_Once()
    {
        var made = Assert.IsType<Lazy>(Create(typeof(Lazy)));

        Assert.Equal("good", made.Settings["Word"]);
        Assert.Equal((1, 0), (made.Counts.Made, made.Counts.Disposed));
    }

    [Fact]
    public void A_Provider_With_Several_Constructors_Is_Made_By_The_One_That_Takes_Settings()
        => Assert.Equal("good", Assert.IsType<Several>(Create(typeof(Several))).Word);

    [Fact]
    public void A_Provider_That_Takes_No_Settings_Gets_Its_Services()
        => Assert.Equal(1, Assert.IsType<Plain>(Create(typeof(Plain))).Counts.Made);

    private static IScmProvider Create(Type type)
        => ProviderActivator.Create(new ServiceCollection().AddSingleton<Counts>().BuildServiceProvider(), type, Settings);

    internal sealed class Counts
    {
        public int Made { get; set; }

        public int Disposed { get; set; }
    }

    internal abstract class Provider(ScmType? type) : IScmProvider
    {
        public virtual ScmType Type => type ?? throw new InvalidOperationException("not made yet");

        public string PlatformName => "Told";

        public Task<ScmResult<ScmAccount>> GetAccountAsync(ScmConnection connection, CancellationToken cancellationToken) => throw new NotSupportedException();
    }

    internal sealed class Constant(IConfiguration settings) : Provider(null)
    {
        public override ScmType Type => ScmType.Parse("told");

        public string? Word { get; } = settings["Word"];
    }

    internal sealed class Eager : Provider, IDisposable
    {
        public Eager(IConfiguration settings, Counts counts)
            : base(ScmType.Parse("told"))
        {
            Word = settings["Word"];
            Counts = counts;
            counts.Made++;
        }

        public string? Word { get; }

        public Counts Counts { get; }

        public void Dispose() => Counts.Disposed++;
    }

    internal sealed class Lazy : Provider, IDisposable
    {
        public Lazy(IConfiguration settings, Counts counts)
            : base(ScmType.Parse("told"))
        {
            Settings = settings;
            Counts = counts;
            counts.Made++;
        }

        public IConfiguration Settings { get; }

        public Counts Counts { get; }

        public void Dispose() => Counts.Disposed++;
    }

    internal sealed class Several : Provider
    {
        public Several()
            : base(ScmType.Parse("told"))
        {
        }

        [ActivatorUtilitiesConstructor]
        public Several(IConfiguration settings)
            : base(ScmType.Parse("told"))
            => Word = settings["Word"];

        public string? Word { get; }
    }

    internal sealed class Plain : Provider
    {
        public Plain(Counts counts)
            : base(ScmType.Parse("told"))
        {
            Counts = counts;
            counts.Made++;
        }

        public Counts Counts { get; }
    }
}
