using Microsoft.AspNetCore.Http;
using WireMock;
using WireMock.RequestBuilders;
using WireMock.ResponseProviders;
using WireMock.Settings;
using WireMock.Types;
using WireMock.Util;

namespace Tests.Common.StandIns.Hosting;

/// <summary>One route of a stand-in: which requests it is for, and what WireMock is to answer.</summary>
internal sealed class StandInRoute(
    string? method, RouteTemplate template, Func<StandInRequest, StandInResponse> handler) : IResponseProvider
{
    /// <summary>
    /// What WireMock compares. Its own paths are decoded; the middleware hands the undecoded one over in a header.
    /// </summary>
    public IRequestBuilder Condition
    {
        get
        {
            var condition = Request.Create().WithHeader(headers => template.Match(headers[StandInMiddleware.PathHeader][0]) is not null);
            return method is null ? condition : condition.UsingMethod(method);
        }
    }

    public Task<(IResponseMessage Message, IMapping? Mapping)> ProvideResponseAsync(
        IMapping mapping, HttpContext context, IRequestMessage requestMessage, WireMockServerSettings settings)
    {
        var request = StandInMiddleware.RequestOf(context);
        var response = handler(request with { RouteValues = template.Match(request.Path)! });
        return Task.FromResult<(IResponseMessage, IMapping?)>((ToMessage(response), null));
    }

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
