using Gateway.Plugins.Loading;
using Providers.Abstractions;
using Providers.Abstractions.Capabilities;

namespace Plugins.Tests;

/// <summary>What a provider says of itself, and what of that is nonsense.</summary>
public sealed class ProviderDescriberTests
{
    [Fact]
    public void What_It_Says_Is_Copied()
    {
        var scopes = new List<string> { "read" };
        var (description, problem) = ProviderDescriber.Describe(new Told { RequiredScopes = scopes }, "Plugin");
        scopes.Add("write");

        Assert.Null(problem);
        Assert.Equal(("told", "Platform", "Display", "Plugin", false), (
            description!.Type.Value, description.PlatformName, description.DisplayName, description.PluginName, description.LinksByToken));
        Assert.Equal("https://g.example", description.FixedInstance!.Url);
        Assert.Equal(["read"], description.RequiredScopes);
        Assert.Equal([typeof(IBranchSource)], description.Capabilities);
    }

    [Theory]
    [InlineData(null, false)]
    [InlineData("", false)]
    [InlineData(" ", false)]
    [InlineData("a\u0007b", false)]
    [InlineData("100", true)]
    [InlineData("101", false)]
    public void Names_Are_Short_And_Plain(string? name, bool isName)
    {
        name = int.TryParse(name, out var length) ? new string('n', length) : name;
        const string nonsense =
            "tells nonsense: Plugins.Tests.ProviderDescriberTests+Told.PlatformName or DisplayName is empty, longer than 100 characters, or has control characters.";

        Assert.Equal(isName ? null : nonsense, ProblemOf(new Told { PlatformName = name! }));
        Assert.Equal(isName ? null : nonsense, ProblemOf(new Told { DisplayName = name! }));
    }

    [Fact]
    public void Scopes_Are_Few_And_Have_Names()
    {
        const string nonsense = "tells nonsense: Plugins.Tests.ProviderDescriberTests+Told.RequiredScopes is null, has an empty scope, or more than 100.";

        Assert.Null(ProblemOf(new Told { RequiredScopes = [.. Enumerable.Repeat("s", 100)] }));
        Assert.Equal(nonsense, ProblemOf(new Told { RequiredScopes = [.. Enumerable.Repeat("s", 101)] }));
        Assert.Equal(nonsense, ProblemOf(new Told { RequiredScopes = ["read", " "] }));
        Assert.Equal(nonsense, ProblemOf(new Told { RequiredScopes = null! }));
    }

    [Fact]
    public void It_Has_A_Type()
        => Assert.Equal("tells nonsense: Plugins.Tests.ProviderDescriberTests+Told.Type is null.", ProblemOf(new Told { Type = null! }));

    private static string? ProblemOf(IScmProvider provider) => ProviderDescriber.Describe(provider, "Plugin").Problem;

    private sealed class Told : IScmProvider, IBranchSource
    {
        public ScmType Type { get; init; } = ScmType.Parse("told");

        public string PlatformName { get; init; } = "Platform";

        public string DisplayName { get; init; } = "Display";

        public ScmInstance? FixedInstance => ScmInstance.Parse("https://g.example");

        public bool LinksByToken => false;

        public IReadOnlyList<string> RequiredScopes { get; init; } = [];

        public Task<ScmResult<ScmAccount>> GetAccountAsync(ScmConnection connection, CancellationToken cancellationToken) => throw new NotSupportedException();

        public Task<ScmResult<IReadOnlyList<string>>> GetBranchesAsync(ScmConnection connection, string repository, CancellationToken cancellationToken)
            => throw new NotSupportedException();
    }
}
