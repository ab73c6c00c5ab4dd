using System.Net;
using Gateway.Outbound;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Time.Testing;

namespace Gateway.Tests.Outbound;

public class UpstreamDestinationsTests
{
    private readonly FakeTimeProvider _time = new();
    private readonly FakeResolver _resolver = new();
    private readonly IConfigurationRoot _configuration = new ConfigurationBuilder().AddInMemoryCollection().Build();
    private readonly UpstreamDestinations _destinations;

    public UpstreamDestinationsTests() => _destinations = new UpstreamDestinations(_configuration, _resolver, _time);

    [Theory]
    [InlineData("Address", "10.0.0.7", 443, true)]
    [InlineData("Health", "10.0.0.7", 443, true)]
    [InlineData("Host", "10.0.0.7", 443, false)]
    [InlineData("Address", "10.0.0.7", 80, false)]
    [InlineData("Address", "10.0.0.8", 443, false)]
    public async Task A_Destination_Is_Where_It_Is_Called_And_Where_Its_Health_Is_Asked_For(string key, string address, int port, bool contained)
    {
        _configuration[$"ReverseProxy:Clusters:auth:Destinations:one:{key}"] = "https://10.0.0.7/";

        Assert.Equal(contained, await ContainAsync(address, port));
    }

    [Theory]
    [InlineData("127.0.0.1", "127.0.0.2", true)]
    [InlineData("[::1]", "127.0.0.1", true)]
    [InlineData("127.0.0.1", "10.0.0.7", false)]
    [InlineData("10.0.0.7", "127.0.0.1", false)]
    public async Task One_On_This_Machine_Is_Met_Under_Each_Of_Its_Addresses(string destination, string address, bool contained)
    {
        _configuration["ReverseProxy:Clusters:auth:Destinations:one:Address"] = $"http://{destination}:8081/";

        Assert.Equal(contained, await ContainAsync(address, 8081));
    }

    [Fact]
    public async Task A_Name_Is_Asked_For_Once_In_Half_A_Minute()
    {
        _configuration["ReverseProxy:Clusters:auth:Destinations:one:Address"] = "https://auth.example.com/";
        _resolver.Answer("auth.example.com", "10.0.0.7").Answer("auth.example.com", "10.0.0.8");
        Assert.True(await ContainAsync("10.0.0.7", 443));

        _time.Advance(TimeSpan.FromSeconds(29));
        Assert.True(await ContainAsync("10.0.0.7", 443));
        Assert.False(await ContainAsync("10.0.0.8", 443));
        Assert.Equal(1, _resolver.Questions);

        _time.Advance(TimeSpan.FromSeconds(1));
        Assert.True(await ContainAsync("10.0.0.8", 443));
        Assert.Equal(2, _resolver.Questions);
    }

    [Fact]
    public async Task Where_It_Was_Last_Is_Refused_While_Its_Name_Cannot_Be_Resolved()
    {
        _configuration["ReverseProxy:Clusters:auth:Destinations:one:Address"] = "https://auth.example.com/";
        Assert.False(await ContainAsync("10.0.0.7", 443));

        _resolver.Answer("auth.example.com", "10.0.0.7");
        Assert.True(await ContainAsync("10.0.0.7", 443));

        _resolver.Forget("auth.example.com");
        _time.Advance(TimeSpan.FromHours(1));
        Assert.True(await ContainAsync("10.0.0.7", 443));
    }

    private async Task<bool> ContainAsync(string address, int port) => await _destinations.ContainAsync(IPAddress.Parse(address), port, default);
}
