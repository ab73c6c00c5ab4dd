using Tests.Common.StandIns.Hosting;

namespace Tests.Common.StandIns.Auth;

/// <summary>Tells back what arrived, so that a test sees what a proxy in between has made of it.</summary>
internal static class EchoHandler
{
    public static StandInResponse Answer(StandInRequest request) => StandInResponse.Json(200, new
    {
        method = request.Method,
        target = request.Target,
        path = request.Path,
        query = request.QueryString,
        headers = request.Headers.Select(header => new { name = header.Key, value = header.Value }),
        body = request.Text,
    });
}
