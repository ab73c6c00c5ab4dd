using Gateway.Outbound;

namespace Gateway.Tests.Outbound;

public sealed class OutboundOptionsTests : IDisposable
{
    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("gateway-outbound-");

    [Fact]
    public void Validate_FindsNothing_InTheDefaults() => Assert.Empty(OutboundOptionsValidator.Validate(new OutboundOptions()));

    [Fact]
    public void Validate_NamesEveryProblem_WithItsKey()
    {
        var empty = Path.Combine(_directory.FullName, "empty.pem");
        File.WriteAllText(empty, "no certificate");
        var broken = Path.Combine(_directory.FullName, "broken.pem");
        File.WriteAllText(broken, "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n");

        var problems = OutboundOptionsValidator.Validate(new OutboundOptions
        {
            AllowedNetworks = ["10.0.0.0/8:443", "10.1.2.3/16", "nonsense"],
            CertificateAuthorities = [Path.Combine(_directory.FullName, "missing.pem"), empty, broken, ""],
            Timeout = TimeSpan.Zero,
        });

        Assert.Collection(
            problems,
            problem => Assert.Equal("Gateway:Outbound:AllowedNetworks:1: «10.1.2.3/16» has bits set behind its prefix: the network is 10.1.0.0/16.", problem),
            problem => Assert.StartsWith("Gateway:Outbound:AllowedNetworks:2: «nonsense» is not a network", problem, StringComparison.Ordinal),
            problem => Assert.StartsWith("Gateway:Outbound:CertificateAuthorities:0: ", problem, StringComparison.Ordinal),
            problem => Assert.EndsWith("contains no PEM certificate.", problem, StringComparison.Ordinal),
            problem => Assert.EndsWith("contains a certificate that cannot be read.", problem, StringComparison.Ordinal),
            problem => Assert.StartsWith("Gateway:Outbound:CertificateAuthorities:3: ", problem, StringComparison.Ordinal),
            problem => Assert.StartsWith("Gateway:Outbound:Timeout: ", problem, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("-00:00:01", false)]
    [InlineData("00:00:00.1", true)]
    [InlineData("00:00:20", true)]
    [InlineData("00:00:20.1", false)]
    public void Validate_HoldsTheTimeoutToItsRange(string timeout, bool valid)
        => Assert.Equal(valid, !OutboundOptionsValidator.Validate(new OutboundOptions { Timeout = TimeSpan.Parse(timeout, null) }).Any());

    public void Dispose() => _directory.Delete(recursive: true);
}
