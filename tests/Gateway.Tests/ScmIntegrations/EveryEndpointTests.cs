using System.Net;
using Gateway.Tests.Operations;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Gateway.Tests.ScmIntegrations;

/// <summary>Whatever is added below the prefix: nobody is answered there who has not said who is calling.</summary>
public sealed class EveryEndpointTests
{
    private const string Prefix = "/v1/scm_integrations";

    [Fact]
    public async Task Nothing_Below_The_Prefix_Answers_A_Stranger()
    {
        await using var gateway = await RunningGateway.StartAsync();
        var calls = gateway.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            .Where(endpoint => endpoint.RoutePattern.RawText!.StartsWith(Prefix, StringComparison.Ordinal))
            .SelectMany(CallsOf)
            .Distinct()
            .ToList();
        Assert.True(calls.Count > 15, $"{calls.Count} calls were found");

        foreach (var (method, path) in calls)
        {
            using var request = new HttpRequestMessage(new HttpMethod(method), path);
            using var answer = await gateway.Public.SendAsync(request);
            Assert.True(answer.StatusCode == HttpStatusCode.Unauthorized, $"{method} {path} was answered with {(int)answer.StatusCode}");
        }

        Assert.Empty(gateway.Upstream.Requests);
    }

    private static IEnumerable<(string Method, string Path)> CallsOf(RouteEndpoint endpoint)
    {
        var path = string.Concat(endpoint.RoutePattern.PathSegments.Select(
            segment => "/" + string.Concat(segment.Parts.Select(part => part is Microsoft.AspNetCore.Routing.Patterns.RoutePatternLiteralPart literal ? literal.Content : "x"))));
        var methods = endpoint.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods;
        return (methods is { Count: > 0 } ? methods : ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE"]).Select(method => (method, path));
    }
}
