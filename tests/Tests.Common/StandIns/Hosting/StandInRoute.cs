using Microsoft.AspNetCore.Http;
using WireMock;
using WireMock.Matchers.Request;
using WireMock.ResponseProviders;
using WireMock.Settings;
using WireMock.Types;
using WireMock.Util;

namespace Tests.Common.StandIns.Hosting;

/// <summary>One route of a stand-in: WireMock asks it whether a request is for it, and what to answer.</summary>
internal sealed class StandInRoute(
    string? method, RouteTemplate template, Func<StandInRequest, StandInResponse> handler) : IRequestMatcher, IResponseProvider
{
    public RequestMatcherType Type => RequestMatcherType.Path;

    public double GetMatchingScore(IRequestMessage requestMessage, IRequestMatchResult requestMatchResult)
    {
        var matches = (method is null || requestMessage.Method == method)
            && template.Match(RecordedPath(requestMessage)) is not null;
        return requestMatchResult.AddScore(typeof(StandInRoute), matches ? 1 : 0, null);
    }

    public Task<(IResponseMessage Message, IMapping? Mapping)> ProvideResponseAsync(
        IMapping mapping, HttpContext context, IRequestMessage requestMessage, WireMockServerSettings settings)
    {
        var request = StandInMiddleware.RequestOf(context);
        var response = handler(request with { RouteValues = template.Match(request.Path)! });
        return Task.FromResult<(IResponseMessage, IMapping?)>((ToMessage(response), null));
    }

    // WireMock's own paths are decoded; the middleware hands the undecoded one over in a header of its own.
    private static string RecordedPath(IRequestMessage request)
        => request.Headers![StandInMiddleware.PathHeader].ToString();

    private static ResponseMessage ToMessage(StandInResponse response)
    {
        var message = new ResponseMessage
        {
            StatusCode = response.Status,
            Headers = response.Headers
                .GroupBy(header => header.Key, StringComparer.OrdinalIgnoreCase)
                .ToDictionary(header => header.Key, header => new WireMockList<string>([.. header.Select(value => value.Value)])),
        };
        if (response.Body.Length > 0)
        {
            message.BodyData = new BodyData { DetectedBodyType = BodyType.Bytes, BodyAsBytes = response.Body };
        }

        return message;
    }
}
