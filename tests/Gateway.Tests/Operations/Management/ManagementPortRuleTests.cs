using Gateway.Operations.Management;
using Microsoft.Extensions.Configuration;

namespace Gateway.Tests.Operations.Management;

public sealed class ManagementPortRuleTests
{
    [Theory]
    [InlineData("http://127.0.0.1:8080", "http://127.0.0.1:8080")]
    [InlineData("http://10.0.0.5:8081", "http://127.0.0.1:8081")]
    [InlineData("http://127.0.0.1:8080; http://[::]:8081", "http://127.0.0.1:8081")]
    [InlineData("http://localhost", "http://127.0.0.1:80")]
    [InlineData("http://127.0.0.1:8081;http://127.0.0.1:8081", "http://127.0.0.1:8081")]
    public async Task The_Management_Port_Is_None_Of_The_Public_Ones(string urls, string management)
    {
        var problem = Assert.Single(await FindProblemsAsync(("Urls", urls), ("Gateway:Management:Url", management)));
        Assert.StartsWith("Gateway:Management:Url must have a port of its own", problem, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nor_One_Of_Kestrels_Endpoints()
        => Assert.Single(await FindProblemsAsync(
            ("Urls", "http://127.0.0.1:1"), ("Kestrel:Endpoints:Https:Url", "https://*:443"), ("Gateway:Management:Url", "http://127.0.0.1:443")));

    [Theory]
    [InlineData("http://127.0.0.1:8080", "http://127.0.0.1:8081")]
    [InlineData("http://127.0.0.1:8080;http://127.0.0.1:8081", "http://127.0.0.1:8081")]
    [InlineData("http://127.0.0.1:0", "http://127.0.0.1:0")]
    [InlineData("not an address", "nor this")]
    public async Task Others_Are_Good(string urls, string management)
        => Assert.Empty(await FindProblemsAsync(("Urls", urls), ("Gateway:Management:Url", management)));

    private static async Task<List<string>> FindProblemsAsync(params (string Key, string Value)[] settings)
    {
        var configuration = new ConfigurationBuilder()
            .AddInMemoryCollection(settings.Select(setting => KeyValuePair.Create(setting.Key, (string?)setting.Value)))
            .Build();
        var problems = new List<string>();
        await foreach (var problem in new ManagementPortRule().FindProblemsAsync(configuration, default))
        {
            problems.Add(problem);
        }

        return problems;
    }
}
