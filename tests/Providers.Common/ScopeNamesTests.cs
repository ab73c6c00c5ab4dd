namespace Providers.Common.Tests;

public sealed class ScopeNamesTests
{
    [Fact]
    public void Parse_SpacesAndCommas_Separate() => Assert.Equal(["api", "read_user", "repo:status"], ScopeNames.Parse(" api,, read_user\t,repo:status "));

    [Fact]
    public void Parse_Repeated_IsNamedOnce() => Assert.Equal(["api"], ScopeNames.Parse("api api"));

    [Theory]
    [InlineData(100, 1)]
    [InlineData(101, 0)]
    public void Parse_Length_HasItsBound(int length, int count) => Assert.Equal(count, ScopeNames.Parse(new string('s', length)).Count);

    [Fact]
    public void Parse_ManyScopes_AreAHundred()
        => Assert.Equal(100, ScopeNames.Parse(string.Join(' ', Enumerable.Range(0, 200).Select(number => $"s{number}"))).Count);

    [Fact]
    public void Parse_WhatIsNoName_IsLeftOut() => Assert.Equal(["api"], ScopeNames.Parse("<script> api \"x\""));
}
