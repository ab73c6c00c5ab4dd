using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using Gateway.Proxy;

namespace Gateway.Tests.Proxy;

public class PathReadingsTests
{
    private const string Prefix = "/v1/scm_integrations";

    [Property]
    public void LeadToPrefix_NeverThrows(string? path) => Assert.IsType<bool>(PathReadings.LeadToPrefix("/" + path));

    [Property]
    public void LeadToPrefix_NeverThrows_OnBrokenEscapes(byte[]? bytes)
        => Assert.IsType<bool>(PathReadings.LeadToPrefix("/v1/" + string.Concat((bytes ?? []).Select(value => $"%{value:x2}"))));

    [Property(MaxTest = 1000)]
    public Property LeadToPrefix_FindsThePrefix_InAnyDisguise()
        => Prop.ForAll(Disguises().ToArbitrary(), path => Assert.True(PathReadings.LeadToPrefix(path), path));

    [Property(MaxTest = 1000)]
    public Property LeadToPrefix_LetsOrdinaryPathsPass()
        => Prop.ForAll(OrdinaryPaths().ToArbitrary(), path => Assert.False(PathReadings.LeadToPrefix(path), path));

    [Theory]
    [InlineData("/v1/s\u339d_integrations")]
    [InlineData("/v1/scm_\u33cctegrations")]
    [InlineData("/v1/scm_integratio\u33b1")]
    [InlineData("/v1/scm_integratio\u33b1.json")]
    [InlineData("/x/\ufe30/v1/scm_integrations")]
    [InlineData("/v1/scm_integrations\u037ex")]
    [InlineData("/v1/scm_integrations\ufe14x")]
    [InlineData("/v1/scm_integrations\ufe16x")]
    [InlineData("/v1/scm_integrations\u2047x")]
    public void LeadToPrefix_FindsThePrefix_InCharactersThatBecomeSeveral(string path)
        => Assert.True(PathReadings.LeadToPrefix(path) && PathReadings.LeadToPrefix(Uri.EscapeDataString(path).Replace("%2F", "/", StringComparison.Ordinal)));

    [Theory]
    [InlineData("/v1/\u65e5\u672c\u8a9e\u8a2d\u5b9a")]
    [InlineData("/v1/\u339d\u339d")]
    [InlineData("/v1/s\u339d_integration")]
    public void LeadToPrefix_LetsOtherWordsPass(string path) => Assert.False(PathReadings.LeadToPrefix(path));

    [Fact]
    public void LeadToPrefix_GivesUp_OnAPathThatIsEscapedWithoutEnd()
        => Assert.True(PathReadings.LeadToPrefix("/%" + string.Concat(Enumerable.Repeat("25", 3000)) + "41"));

    private static Gen<string> Disguises()
    {
        var letters = Prefix.Skip(1).Select(DisguiseLetter).Aggregate(
            Gen.Constant(""), (path, letter) => path.SelectMany(_ => letter, (before, next) => before + next));
        return from start in Gen.Elements("/", "//", "/./", "/;x/", "/%252f", "/x/%252e%252e/")
               from path in letters
               from end in Gen.Elements("", "/", "/x", ".json", ";x", "%20", "%253f", "//")
               select start + path + end;
    }

    private static Gen<string> DisguiseLetter(char letter) => letter == '/'
        ? Gen.Elements("/", "//", "/./", "\\", "%2f", "%5C", "%252f", "%25252F", ";a=b/", "%25c0%25af", "\uff0f", "/%252e/")
        : Gen.Elements(
            $"{letter}", $"{letter}", $"{letter}", $"{char.ToUpperInvariant(letter)}", $"%{(int)letter:x2}", $"%25{(int)letter:X2}",
            $"%2525{(int)letter:x2}", $"{(char)(letter + 0xfee0)}", $"{letter}\u200b", $"%25u00{(int)letter:x2}");

    private static Gen<string> OrdinaryPaths()
        => from first in Gen.Elements("v1", "v2", "users", "oauth", "assets")
           from second in Gen.Elements("users", "apps", "tokens", "scm", "scm_integrations_export", "a%2fb", "na\u00efve", "x.json")
           from third in Gen.Elements("self", "a b", "a%20b", "100%25", "scm_integrations", "a;b", "..a", "\u65e5\u672c")
           select $"/{first}/{second}/{third}";
}
