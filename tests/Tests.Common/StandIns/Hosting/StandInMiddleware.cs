using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Tests.Common.StandIns.Hosting;

/// <summary>What happens before WireMock: the request waits for the routes and is written down as it came, and trouble may strike.</summary>
internal sealed class StandInMiddleware(
    string pathPrefix, RequestLog log, TroubleSwitch troubles, Task registered, CancellationToken stopping)
{
    public const string PathHeader = "X-Stand-In-Path";

    public static StandInRequest RequestOf(HttpContext context)
        => (StandInRequest)context.Items[typeof(StandInRequest)]!;

    public async Task InvokeAsync(HttpContext context, RequestDelegate next)
    {
        await registered.WaitAsync(context.RequestAborted);
        var request = await ReadAsync(context);
        context.Items[typeof(StandInRequest)] = request;
        context.Request.Headers[PathHeader] = request.Path;
        log.Add(request);
        if (troubles.For(request) is not { } trouble)
        {
            await next(context);
            return;
        }

        try
        {
            await trouble.StrikeAsync(new TroubleContext(context, request, next, stopping));
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested || context.RequestAborted.IsCancellationRequested)
        {
            context.Abort();
        }
    }

    private async Task<StandInRequest> ReadAsync(HttpContext context)
    {
        var body = new MemoryStream();
        if (!context.WebSockets.IsWebSocketRequest)
        {
            await context.Request.Body.CopyToAsync(body, context.RequestAborted);
            body.Position = 0;
            context.Request.Body = body;
        }

        var target = context.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget;
        return new StandInRequest
        {
            Method = context.Request.Method,
            Target = target,
            Path = WithoutPrefix(target.Split('?')[0]),
            Headers = [.. context.Request.Headers.SelectMany(
                header => header.Value.Select(value => KeyValuePair.Create(header.Key, value ?? "")))],
            Body = body.ToArray(),
        };
    }

    private string WithoutPrefix(string path)
        => pathPrefix.Length == 0 ? path
            : path.StartsWith(pathPrefix + "/", StringComparison.Ordinal) ? path[pathPrefix.Length..]
            : "/.outside" + path;
}
