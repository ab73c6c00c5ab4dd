using Gateway.Tests.Operations;

namespace Gateway.Tests.Proxy;

/// <summary>One request has one id: here, at the upstream and in the answer.</summary>
public sealed class RequestIdsTests
{
    private const string Header = "X-Request-Id";

    [Theory]
    [InlineData("0f8fad5b-d9cb-469f-a165-70867728950e")]
    [InlineData("Root=1-67891233:abc_DEF.0")]
    public async Task A_Sane_One_Of_The_Callers_Is_Kept(string id)
    {
        await using var gateway = await RunningGateway.StartAsync();

        Assert.Equal((id, id), await SendAsync(gateway, "/v1/apps", id));
    }

    [Theory]
    [InlineData]
    [InlineData("")]
    [InlineData("two words")]
    [InlineData("a\"b")]
    [InlineData("a,b")]
    [InlineData("one", "two")]
    public async Task Without_A_Sane_One_The_Gateway_Makes_One(params string[] given)
    {
        await using var gateway = await RunningGateway.StartAsync();

        var (forwarded, answered) = await SendAsync(gateway, "/v1/apps", given);

        Assert.Equal(answered, forwarded);
        Assert.Matches("^[0-9A-Z]+:[0-9A-Z]{8}$", answered);
    }

    [Fact]
    public async Task One_Is_128_Characters_Long_At_Most()
    {
        await using var gateway = await RunningGateway.StartAsync();
        var longest = new string('a', 128);

        Assert.Equal((longest, longest), await SendAsync(gateway, "/v1/apps", longest));
        Assert.NotEqual(longest + "a", (await SendAsync(gateway, "/v1/apps", longest + "a")).Answered);
    }

    [Fact]
    public async Task What_A_Route_Sets_Goes_To_The_Upstream()
    {
        await using var gateway = await RunningGateway.StartAsync(arguments:
        [
            $"--ReverseProxy:Routes:auth:Transforms:0:RequestHeader={Header}", "--ReverseProxy:Routes:auth:Transforms:0:Set=of-the-route",
        ]);

        Assert.Equal("of-the-route", (await SendAsync(gateway, "/v1/apps")).Forwarded);
    }

    [Fact]
    public async Task The_Upstreams_Own_Is_Not_In_The_Answer()
    {
        await using var gateway = await RunningGateway.StartAsync();
        gateway.Upstream.Answer = context =>
        {
            context.Response.Headers[Header] = "of-the-upstream";
            return Task.CompletedTask;
        };

        Assert.Equal(("mine", "mine"), await SendAsync(gateway, "/v1/apps", "mine"));
    }

    [Fact]
    public async Task What_The_Gateway_Answers_Itself_Has_One()
    {
        await using var gateway = await RunningGateway.StartAsync();

        Assert.Equal((null, "mine"), await SendAsync(gateway, "/v1/scm_integrations", "mine"));
    }

    private static async Task<(string? Forwarded, string Answered)> SendAsync(RunningGateway gateway, string path, params string[] given)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        foreach (var id in given)
        {
            request.Headers.TryAddWithoutValidation(Header, id);
        }

        using var answer = await gateway.Public.SendAsync(request);
        var forwarded = gateway.Upstream.Requests.LastOrDefault(one => one.Path == path).Headers;
        return (forwarded?[Header].Single(), answer.Headers.GetValues(Header).Single());
    }
}
