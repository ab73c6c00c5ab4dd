using Gateway.Identity;

namespace Gateway.Tests.Identity;

public sealed class TokenDigesterTests
{
    private readonly TokenDigester _digester = new();

    public static TheoryData<int> Lengths => [1, 341, 342, 1025, 8192];

    [Theory]
    [MemberData(nameof(Lengths))]
    public void Compute_EqualTokens_AreEqual(int length) => Assert.Equal(Compute(new string('a', length)), Compute(new string('a', length)));

    [Theory]
    [MemberData(nameof(Lengths))]
    public void Compute_TokensThatDifferInTheLastLetter_Differ(int length)
        => Assert.NotEqual(Compute(new string('a', length)), Compute(new string('a', length - 1) + 'b'));

    [Fact]
    public void Compute_TokenOfTheWidestLetters_IsDigested() => Assert.NotEqual(default, Compute(new string('€', 341)));

    [Fact]
    public void Compute_AnotherProcess_HasAnotherKey() => Assert.NotEqual(Compute("token"), new TokenDigester().Compute(new Secret("token")));

    private TokenDigest Compute(string token) => _digester.Compute(new Secret(token));
}
