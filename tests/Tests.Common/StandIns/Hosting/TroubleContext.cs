using Microsoft.AspNetCore.Http;

namespace Tests.Common.StandIns.Hosting;

/// <summary>Where trouble strikes: the exchange, what would have answered it, and when to give up.</summary>
public sealed record TroubleContext(HttpContext Http, StandInRequest Request, RequestDelegate Next, CancellationToken Stopping)
{
    /// <summary>Lets the stand-in answer as if nothing were wrong.</summary>
    public Task AnswerAsync() => Next(Http);

    /// <summary>Waits, but not longer than the client or the stand-in lives.</summary>
    public async Task WaitAsync(TimeSpan time)
    {
        using var gone = CancellationTokenSource.CreateLinkedTokenSource(Http.RequestAborted, Stopping);
        await Task.Delay(time, gone.Token);
    }

    public async Task WriteAsync(StandInResponse response)
    {
        Http.Response.StatusCode = response.Status;
        foreach (var header in response.Headers)
        {
            Http.Response.Headers.Append(header.Key, header.Value);
        }

        await Http.Response.Body.WriteAsync(response.Body, Http.RequestAborted);
    }
}
